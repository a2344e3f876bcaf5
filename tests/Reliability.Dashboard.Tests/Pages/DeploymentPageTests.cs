using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Incidents;
using Reliability.Releases;

namespace Reliability.Dashboard.Tests;

public sealed class DeploymentPageTests
{
    [Fact]
    public async Task Without_deployments_the_overview_has_no_such_section_and_the_page_says_so()
    {
        await using Shop shop = await OpenAsync();
        (await shop.PageAsync("/reliability/")).Should().NotContain("id=\"deployments\"");
        (await shop.PageAsync(ShopRecords.DeploymentsAddress)).Should().Contain("None was recorded.")
            .And.Contain("No incident is attributed");
    }

    [Fact]
    public async Task The_overview_shows_the_last_deployments_with_status_version_and_author()
    {
        await using Shop shop = await OpenAsync();
        await ShopRecords.FillAsync(shop, "ada");
        JsonElement twin = await TwinAsync(shop, "/reliability/dashboard.json");
        JsonElement[] items = [.. twin.GetProperty("deployments").GetProperty("items").EnumerateArray()];
        items.Select(one => $"{Text(one, "version")} {Text(one, "status")} {Text(one, "by")} {Text(one, "rollbackOf")}").Should().Equal(
            "4.7.2 Failed ada ", "4.7.0 Succeeded ada build-2", "4.7.1 Rolled back ada ", "ada Succeeded ada ");
        items[0].GetProperty("tests").GetProperty("failed").GetInt32().Should().Be(1);
        (await shop.PageAsync("/reliability/")).Should().Contain("id=\"deployments\"").And.Contain("href=\"./deployment/shop\"");
    }

    [Fact]
    public async Task The_page_names_what_each_deployment_broke()
    {
        await using Shop shop = await OpenAsync();
        await ShopRecords.FillAsync(shop);
        JsonElement twin = await TwinAsync(shop, ShopRecords.DeploymentsAddress + ".json");
        twin.GetProperty("broke").EnumerateArray()
            .Select(one => $"{Text(one, "deploymentId")}: {Text(one.GetProperty("incident"), "title")}")
            .Should().Equal("build-4: Checkout is down", "build-2: It came again", "build-1: Checkout is down");
        twin.GetProperty("broke")[0].GetProperty("incident").GetProperty("budgetBurnt").GetDecimal().Should().BePositive();
        string page = await shop.PageAsync(ShopRecords.DeploymentsAddress);
        page.Should().Contain("href=\"../incident/shop/").And.Contain("does not mean that it is the cause")
            .And.Contain("href=\"./shop.json\"");
    }

    [Fact]
    public async Task An_incident_is_attributed_to_the_deployment_of_the_page_that_is_its_own()
    {
        await using Shop shop = await OpenAsync();
        IDeployments deployments = shop.Site.Services.GetRequiredService<IDeployments>();
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        for (int i = 0; i < 110; i++)
        {
            await deployments.RecordAsync(new CompletedDeployment
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"build-{i}"),
                By = "ci",
                Reason = "pipeline",
                Definition = new DeploymentDefinition { Service = "shop", Version = string.Create(CultureInfo.InvariantCulture, $"1.{i}") },
                StartedAt = Shop.Now.AddHours(-i - 1),
                EndedAt = Shop.Now.AddHours(-i - 1).AddMinutes(1),
            });
        }

        await ShopRecords.OpenAsync(incidents, "new", "New", Shop.Now.AddMinutes(-50), TimeSpan.FromMinutes(5), cause: null);
        await ShopRecords.OpenAsync(incidents, "old", "Old", Shop.Now.AddHours(-60.5), TimeSpan.FromMinutes(5), cause: null);
        List<string> versions = [];
        List<string> broke = [];
        int pages = 0;
        for (string? next = string.Empty; next is not null; pages++)
        {
            JsonElement twin = await TwinAsync(shop, $"{ShopRecords.DeploymentsAddress}.json{next}");
            versions.AddRange(twin.GetProperty("items").EnumerateArray().Select(one => Text(one, "version")!));
            broke.AddRange(twin.GetProperty("broke").EnumerateArray().Select(one =>
                $"{pages}: {Text(one, "deploymentId")} {Text(one.GetProperty("incident"), "title")}"));
            (await shop.PageAsync(ShopRecords.DeploymentsAddress + next)).Should().Contain(">Latest<");
            next = twin.GetProperty("next").GetString() is { } after ? $"?after={Uri.EscapeDataString(after)}" : null;
        }

        pages.Should().Be(3);
        versions.Should().Equal(Enumerable.Range(0, 110).Select(i => $"1.{i}"));
        broke.Should().Equal("0: build-0 New", "1: build-60 Old");
        (HttpResponseMessage response, string text) = await shop.GetAsync(ShopRecords.DeploymentsAddress + "?after=nothing");
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        text.Should().Contain("The list has no such page").And.NotContain("nothing");
    }

    [Fact]
    public async Task Deployments_and_incidents_are_markers_on_the_page_of_an_objective()
    {
        await using Shop shop = await OpenAsync();
        await ShopRecords.FillAsync(shop);
        JsonElement twin = await TwinAsync(shop, "/reliability/slo/checkout.json");
        twin.GetProperty("markers").EnumerateArray().Select(one => $"{Text(one, "kind")} {Text(one, "text")}").Should().Equal(
            "deployment deployment Checkout is down",
            "incident incident \"Checkout is down\"",
            "deployment deployment 4.7.1",
            "incident incident \"It came again\"",
            "deployment rollback to 4.7.0",
            "incident maintenance \"New disks\"",
            "deployment failed deployment 4.7.2",
            "incident incident \"Checkout is down\"");
        (await shop.PageAsync("/reliability/slo/checkout")).Should().Contain("data-p=\"/markers/7/at\"")
            .And.Contain("Incident: incident &quot;Checkout is down&quot;");
        (await TwinAsync(shop, "/reliability/slo/mail.json")).GetProperty("markers").GetArrayLength().Should().Be(0);
    }

    private static Task<Shop> OpenAsync() => Shop.OpenAsync(ShopExperiment.BelongsToShop);

    private static string? Text(JsonElement one, string name) => one.GetProperty(name).GetString();

    private static async Task<JsonElement> TwinAsync(Shop shop, string address) =>
        JsonDocument.Parse(await shop.PageAsync(address)).RootElement;
}
