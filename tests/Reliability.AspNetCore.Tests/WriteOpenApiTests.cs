using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class WriteOpenApiTests
{
    [Fact]
    public async Task OpenAPI_lists_what_can_be_written()
    {
        await using Site site = await Site.StartAsync(
            WriteTests.Objectives,
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliabilityWrites("/reliability", "writers");
                app.MapOpenApi();
            },
            services: services =>
            {
                WriteTests.Users(services);
                services.AddOpenApi();
            });
        JsonElement paths = (await site.ReadAsync("/openapi/v1.json")).Json.GetProperty("paths");
        paths.EnumerateObject().Select(path => path.Name).Should().BeEquivalentTo(
            "/reliability/gate/{service}/overrides", "/reliability/gate/{service}/overrides/{id}/revocation",
            "/reliability/ledger/adjustments", "/reliability/ledger/exclusions", "/reliability/ledger/resets",
            "/reliability/ledger/{service}/entries/{id}/revocation", "/reliability/metrics/{name}/shifts/accept",
            "/reliability/metrics/{name}/shifts/{id}/withdrawal", "/reliability/experiments/{key}/start",
            "/reliability/experiments/{key}/pause", "/reliability/experiments/{key}/resume", "/reliability/experiments/{key}/rollback",
            "/reliability/experiments/{key}/conclude", "/reliability/deployments", "/reliability/deployments/{id}/finish",
            "/reliability/deployments/{id}/tests", "/reliability/gate/{service}/overrides/plan",
            "/reliability/gate/{service}/overrides/{id}/revocation/plan", "/reliability/ledger/adjustments/plan",
            "/reliability/ledger/exclusions/plan", "/reliability/ledger/resets/plan", "/reliability/experiments/{key}/pause/plan",
            "/reliability/experiments/{key}/resume/plan", "/reliability/debt", "/reliability/debt/{id}", "/reliability/debt/{id}/resolve",
            "/reliability/debt/{id}/reopen", "/reliability/debt/{id}/accept", "/reliability/debt/{id}/link",
            "/reliability/debt/{id}/unlink", "/reliability/debt/import", "/reliability/debt/import/plan",
            "/reliability/incidents", "/reliability/incidents/{id}", "/reliability/incidents/{id}/milestones",
            "/reliability/incidents/{id}/notes", "/reliability/incidents/{id}/reopen", "/reliability/incidents/{id}/resolve",
            "/reliability/incidents/import", "/reliability/incidents/import/plan", "/reliability/incidents/alertmanager",
            "/reliability/experiments/{key}/conclude/plan", "/reliability/metrics/{name}/shifts/accept/plan",
            "/reliability/metrics/{name}/shifts/{id}/withdrawal/plan", "/reliability/postmortems/{service}/{incident}",
            "/reliability/postmortems/{service}/{incident}/draft", "/reliability/postmortems/{service}/{incident}/submit",
            "/reliability/postmortems/{service}/{incident}/return", "/reliability/postmortems/{service}/{incident}/finalize",
            "/reliability/postmortems/{service}/{incident}/markdown", "/reliability/postmortems/{service}/{incident}/markdown/plan",
            "/reliability/postmortems/{service}/{incident}/actions/{id}",
            "/reliability/postmortems/{service}/{incident}/actions/{id}/close");
        paths.GetProperty("/reliability/ledger/adjustments").GetProperty("post").TryGetProperty("requestBody", out _).Should().BeTrue();
    }
}
