using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Shared;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class AlertApiTests
{
    private const string Hostile = "<script>alert('x')</script>\"&";

    [Fact]
    public async Task What_fires_what_fired_and_who_could_not_be_told_are_there()
    {
        await using Site site = await StartAsync();
        (await site.ReadAsync("/reliability/alerts")).Json.GetProperty("alerts")[0]
            .GetProperty("alert").ValueKind
            .Should()
            .Be(JsonValueKind.Null, "nobody has judged it");
        site.Services.GetRequiredService<ReliabilityRecorder>().Outcomes(Hostile).Record(good: 500, bad: 500);
        await site.StatusAsync(Hostile);
        await site.JudgeAsync();

        JsonElement seen = (await site.ReadAsync("/reliability/alerts")).Json.GetProperty("alerts")[0];
        (seen.GetProperty("condition").GetString(), seen.GetProperty("alert").GetProperty("state").GetString())
            .Should()
            .Be(("Met", "Firing"));
        string id = seen.GetProperty("alert").GetProperty("alertId").GetString()!;

        JsonElement history = (await site.ReadAsync($"/reliability/alerts/transitions/{Uri.EscapeDataString(Hostile)}")).Json;
        JsonElement paged = history.GetProperty("transitions").EnumerateArray().Single(one => one.GetProperty("alertId").GetString() == id);
        (paged.GetProperty("transition").GetString(), paged.GetProperty("slo").GetString()).Should().Be(("Fired", Hostile));
        (await site.ReadAsync($"/reliability/alerts/transitions/{Uri.EscapeDataString(Hostile)}?count=1")).Json
            .GetProperty("transitions")
            .GetArrayLength()
            .Should()
            .Be(1);
        (await site.ReadAsync("/reliability/alerts/undelivered")).Json.GetProperty("undelivered").GetArrayLength().Should().Be(0);
        (await site.ReadAsync("/reliability/alerts/conflicts")).Json.GetProperty("conflicts").GetArrayLength().Should().Be(0);
        (await site.Client.GetStringAsync(new Uri("/reliability/alerts", UriKind.Relative))).Should().NotContain("<script>");
    }

    [Theory]
    [InlineData("/reliability/alerts")]
    [InlineData("/reliability/status")]
    public async Task A_list_reads_only_what_it_shows_and_no_whole_reports(string path)
    {
        SloDefinition[] objectives = [SloDefinition.Availability("checkout", 99.9m), SloDefinition.Availability("search", 99m)];
        var real = new ErrorBudgets(new InMemorySeriesStore(), objectives);
        IErrorBudgets budgets = Substitute.For<IErrorBudgets>();
        budgets.Objectives.Returns(objectives);
        budgets.GetStatusesAsync().ReturnsForAnyArgs(call => real.GetStatusesAsync(call.ArgAt<string?>(0)));
        budgets.GetStatusesByNameAsync(default!)
            .ReturnsForAnyArgs(call => real.GetStatusesByNameAsync(call.Arg<IReadOnlyList<string>>()));
        budgets.GetAlertReadingsByNameAsync(default!)
            .ReturnsForAnyArgs(call => real.GetAlertReadingsByNameAsync(call.Arg<IReadOnlyList<string>>()));
        await using Site site = await Site.StartAsync(
            _ => { },
            app => app.MapReliability("/reliability").AllowAnonymous(),
            services: services => services.AddKeyedSingleton(string.Empty, budgets));

        (HttpStatusCode status, JsonElement json) = await site.ReadAsync(path);

        status.Should().Be(HttpStatusCode.OK);
        json.GetRawText().Should().Contain("checkout").And.Contain("search");
        await budgets.DidNotReceiveWithAnyArgs().GetReportsAsync();
        await budgets.DidNotReceiveWithAnyArgs().GetReportAsync(default!);
    }

    [Fact]
    public async Task The_statuses_compute_neither_forecast_nor_burn_nor_alerts()
    {
        SloDefinition[] objectives = [SloDefinition.Availability("checkout", 99.9m), SloDefinition.Availability("search", 99m)];
        IErrorBudgets budgets = Forwarding.To<IErrorBudgets>(new ErrorBudgets(new InMemorySeriesStore(), objectives));
        await using Site site = await Site.StartAsync(
            _ => { },
            app => app.MapReliability("/reliability").AllowAnonymous(),
            services: services => services.AddKeyedSingleton(string.Empty, budgets));
        budgets.ClearReceivedCalls();

        (HttpStatusCode status, JsonElement json) = await site.ReadAsync("/reliability/status");

        status.Should().Be(HttpStatusCode.OK);
        json.GetProperty("statuses").GetArrayLength().Should().Be(2);
        budgets.ReceivedCalls().Select(call => call.GetMethodInfo().Name)
            .Where(name => !name.StartsWith("get_", StringComparison.Ordinal) && name != nameof(IErrorBudgets.GetObjectives))
            .Should().Equal(nameof(IErrorBudgets.GetStatusesAsync));
    }

    [Theory]
    [InlineData("nope", HttpStatusCode.NotFound, "No objective belongs to a service named 'nope'")]
    [InlineData("shop?count=0", HttpStatusCode.BadRequest, "The value must be from 1 to 1000")]
    [InlineData("shop?count=1001", HttpStatusCode.BadRequest, "The value must be from 1 to 1000")]
    [InlineData("shop?count=-1", HttpStatusCode.BadRequest, "The value must be from 1 to 1000")]
    [InlineData("shop?count=99999999999999999999", HttpStatusCode.BadRequest, "The value must be from 1 to 1000")]
    [InlineData("shop?count=1%0d%0aX:y", HttpStatusCode.BadRequest, "The value must be from 1 to 1000")]
    public async Task An_invalid_query_gets_a_problem_that_names_the_legal_values(string asked, HttpStatusCode expected, string tells)
    {
        await using Site site = await StartAsync();
        (HttpStatusCode status, JsonElement json) = await site.ReadAsync($"/reliability/alerts/transitions/{asked}");
        status.Should().Be(expected);
        json.GetProperty("detail").GetString().Should().Contain(tells);
    }

    private static Task<Site> StartAsync() => Site.StartAsync(
        r => r.AddSlo(Hostile, s => s.Availability(99.9m).OfService(Hostile)).AddSlo("quiet", s => s.Availability(99m).OfService("shop")),
        app => app.MapReliability("/reliability").AllowAnonymous());
}
