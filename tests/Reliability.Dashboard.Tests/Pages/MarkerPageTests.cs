using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Reliability.Common;
using Reliability.Dashboard.Internal;
using Reliability.Releases;

namespace Reliability.Dashboard.Tests;

/// <summary>What happened is marked on every chart over time, with the label of the one list of the page.</summary>
public sealed partial class MarkerPageTests
{
    private const string Objective = "/reliability/slo/checkout";

    /// <summary>The pages with the charts over time that each must have, and where their markers stand in the twin.</summary>
    public static TheoryData<string, string, string> Pages => new()
    {
        { Objective, "markers", "chart-burndown chart-burn-0 chart-burn-1 chart-burn-2 chart-burn-3 chart-hours chart-days chart-strip" },
        { ShopTrend.Address, "markers", "chart-trend" },
        { ShopExperiment.Address, "markers", "chart-lift-0 chart-exposures" },
        { ShopRecords.DebtAddress, "markers", "chart-months" },
        { ShopRecords.IncidentsAddress, "markers", "chart-periods" },
        { ShopRecords.IncidentAddress, "markers", "chart-milestones" },
        { "/reliability/", "incidents/markers", "chart-incidents" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Deployments_and_incidents_are_marked_on_every_chart_over_time(string address, string path, string charts)
    {
        await using Shop shop = await OpenAsync();
        string page = await shop.PageAsync(address);
        JsonElement markers = JsonDocument.Parse(
            await shop.PageAsync(address == "/reliability/" ? "/reliability/dashboard.json" : address + ".json")).RootElement;
        foreach (string step in path.Split('/'))
        {
            markers = markers.GetProperty(step);
        }

        (string Id, string Html)[] figures =
            [.. Figure().Matches(page).Select(match => (match.Groups["id"].Value, match.Value))];
        figures.Select(one => one.Id).Should().Contain(charts.Split(' '));
        foreach ((string id, string html) in figures)
        {
            Match marked = Marked().Match(html);
            marked.Success.Should().BeTrue($"{id} marks what happened, in words too");
            string[] labels = marked.Groups["labels"].Value.Split(", ");
            html.Should().Contain("class=\"marker-shape deployment\"", id);
            if (id != "chart-milestones")
            {
                html.Should().Contain("class=\"marker-shape incident\"", id);
            }

            foreach (string label in labels)
            {
                JsonElement marker = markers[int.Parse(label[1..], CultureInfo.InvariantCulture) - 1];
                page.Should().Contain(
                    $"<b>{label}</b> <span data-p=\"/{path}/{int.Parse(label[1..], CultureInfo.InvariantCulture) - 1}/at\"")
                    .And.Contain(WebUtility.HtmlEncode(marker.GetProperty("text").GetString()!));
            }
        }
    }

    [Fact]
    public async Task A_chart_marks_what_lies_in_its_own_range_only()
    {
        await using Shop shop = await OpenAsync();
        JsonElement markers = JsonDocument.Parse(await shop.PageAsync(Objective + ".json")).RootElement.GetProperty("markers");
        string page = await shop.PageAsync(Objective);
        foreach ((string chart, double days) in ((string, double)[])[("chart-hours", 2), ("chart-burn-0", 8), ("chart-days", 30)])
        {
            string html = Figure().Matches(page).Single(match => match.Groups["id"].Value == chart).Value;
            Marked().Match(html).Groups["labels"].Value.Split(", ").Should().Equal(
                markers.EnumerateArray().Select((one, i) => (At: one.GetProperty("at").GetDateTimeOffset(), Label: $"M{i + 1}"))
                    .Where(one => one.At >= Shop.Now.AddDays(-days)).Select(one => one.Label),
                chart);
        }
    }

    [Theory]
    [InlineData(Objective)]
    [InlineData(ShopExperiment.Address)]
    [InlineData(ShopRecords.DebtAddress)]
    [InlineData(ShopRecords.IncidentsAddress)]
    [InlineData(ShopRecords.IncidentAddress)]
    public async Task A_page_asks_each_source_once(string address)
    {
        IMarkerSource source = Substitute.For<IMarkerSource>();
        source.GetMarkersAsync(default!, default, default).ReturnsForAnyArgs([]);
        await using Shop shop = await OpenAsync(reliability => reliability.Services.AddKeyedSingleton(string.Empty, source));
        source.ClearReceivedCalls();
        await shop.PageAsync(address);
        source.ReceivedCalls().Should().ContainSingle().Which.GetArguments()[0].Should().Be("shop");
    }

    [Fact]
    public async Task The_latest_are_kept_and_a_page_without_any_has_no_list()
    {
        await using Shop empty = await Shop.OpenAsync(ShopExperiment.BelongsToShop);
        (await empty.PageAsync(Objective)).Should().NotContain("What happened").And.NotContain("marker-shape");
        IMarkerSource source = Substitute.For<IMarkerSource>();
        source.GetMarkersAsync(default!, default, default).ReturnsForAnyArgs(
        [
            .. Enumerable.Range(0, 30).Select(i => new Marker { At = Shop.Now.AddHours(-i - 1), Kind = "sale", Text = $"sale {i}" }),
            new Marker { At = Shop.Now.AddHours(-1), Kind = "sale", Text = " " },
            new Marker { At = Shop.Now.AddHours(1), Kind = "sale", Text = "to come" },
        ]);
        await using Shop shop = await Shop.OpenAsync(reliability =>
        {
            ShopExperiment.BelongsToShop(reliability);
            reliability.Services.AddKeyedSingleton(string.Empty, source);
        });
        JsonElement twin = JsonDocument.Parse(await shop.PageAsync(Objective + ".json")).RootElement;
        twin.GetProperty("markers").EnumerateArray().Select(one => one.GetProperty("text").GetString()).Should().Equal(
            [.. Enumerable.Range(0, PageMarkers.MaxCount - 1).Reverse().Skip(1).Select(i => $"sale {i + 1}"), "no text", "sale 0"]);
        (await shop.PageAsync(Objective)).Should().Contain("The last 20, of all kinds.").And.NotContain("to come");
    }

    [Fact]
    public void A_team_that_deploys_all_day_sees_its_incidents_too()
    {
        MarkerRow[] rows =
        [
            .. Enumerable.Range(0, 50).Select(i => Row("deployment", i)),
            .. Enumerable.Range(0, 4).Select(i => Row("incident", 1000 + i)),
            Row("experiment", 3000),
        ];
        IReadOnlyList<MarkerRow> kept = PageMarkers.Latest(rows);
        kept.Should().HaveCount(PageMarkers.MaxCount).And.BeInAscendingOrder(one => one.At);
        kept.Count(one => one.Kind == "incident").Should().Be(4);
        kept.Count(one => one.Kind == "experiment").Should().Be(1);
        kept.Where(one => one.Kind == "deployment").Select(one => one.Text).Should().Equal(
            Enumerable.Range(0, 15).Reverse().Select(i => $"deployment {i}"), "they are the latest");

        static MarkerRow Row(string kind, int minutesAgo) =>
            new() { At = Shop.Now.AddMinutes(-minutesAgo), Kind = kind, Text = $"{kind} {minutesAgo}" };
    }

    private static async Task<Shop> OpenAsync(Action<ReliabilityBuilder>? more = null)
    {
        Shop shop = await Shop.OpenAsync(reliability =>
        {
            ShopExperiment.BelongsToShop(reliability);
            ShopTrend.Declare(reliability);
            more?.Invoke(reliability);
        });
        await ShopExperiment.RunAsync(shop);
        await ShopTrend.RecordAsync(shop);
        await ShopRecords.FillAsync(shop);
        await shop.Site.Services.GetRequiredService<IDeployments>().RecordAsync(new CompletedDeployment
        {
            Id = "build-5",
            By = "ci",
            Reason = "pipeline",
            Definition = new DeploymentDefinition { Service = "shop", Version = "4.7.3" },
            StartedAt = Shop.Now.AddMinutes(-10),
            EndedAt = Shop.Now.AddMinutes(-8),
        });
        return shop;
    }

    [GeneratedRegex(
        "<figure class=\"chart chart-(?:time|strip)\" id=\"(?<id>[^\"]*)\".*?</figure>",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Figure();

    [GeneratedRegex("Marked: (?<labels>M[0-9, M]*) \\(see What happened\\)", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();
}
