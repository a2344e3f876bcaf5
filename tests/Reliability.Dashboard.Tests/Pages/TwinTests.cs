using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests;

/// <summary>Every figure of a page is that of its twin, at the place that it names.</summary>
public sealed partial class TwinTests
{
    public static TheoryData<string, string, string, string> Pages
    {
        get
        {
            var all = new TheoryData<string, string, string, string>();
            foreach ((string page, string twin) in ((string, string)[])
                [("/reliability/", "/reliability/dashboard.json"),
                    ("/reliability/?service=shop", "/reliability/dashboard.json?service=shop"),
                    ("/reliability/slo/checkout", "/reliability/slo/checkout.json"),
                    ("/reliability/?at=2026-03-29T09:00Z", "/reliability/dashboard.json?at=2026-03-29T09:00Z"),
                    ("/reliability/slo/checkout?at=2026-03-28T17:20Z", "/reliability/slo/checkout.json?at=2026-03-28T17:20Z"),
                    ("/reliability/slo/search-fast", "/reliability/slo/search-fast.json"),
                    ("/reliability/experiment/checkout-button", "/reliability/experiment/checkout-button.json"),
                    (ShopTrend.Address, ShopTrend.Address + ".json"),
                    (ShopSplit.Address, ShopSplit.Address + ".json"),
                    (ShopSplit.Address + "?value=eu-west", ShopSplit.Address + ".json?value=eu-west"),
                    (ShopRecords.DebtAddress, ShopRecords.DebtAddress + ".json"),
                    (ShopRecords.IncidentsAddress, ShopRecords.IncidentsAddress + ".json"),
                    (ShopRecords.IncidentAddress, ShopRecords.IncidentAddress + ".json"),
                    (ShopPostmortems.ImprovementAddress, ShopPostmortems.ImprovementAddress + ".json"),
                    (ShopPostmortems.Address, ShopPostmortems.Address + ".json"),
                    (ShopRecords.DeploymentsAddress, ShopRecords.DeploymentsAddress + ".json"),
                    ("/reliability/trend/checkout?at=2026-03-20T12:00Z", "/reliability/trend/checkout.json?at=2026-03-20T12:00Z")])
            {
                all.Add(page, twin, "en-US", "UTC");
                all.Add(page, twin, "de-DE", "Europe/Berlin");
                all.Add(page, twin, "ar-SA", "Asia/Kathmandu");
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_figure_is_that_of_the_twin(string page, string twin, string culture, string zone)
    {
        CultureInfo before = CultureInfo.DefaultThreadCurrentCulture ?? CultureInfo.CurrentCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            await using Shop shop = await OpenAsync(options => options.Zone = zone);
            string html = await shop.PageAsync(page);
            JsonElement json = JsonDocument.Parse(await shop.PageAsync(twin)).RootElement;
            var zoneInfo = TimeZoneInfo.FindSystemTimeZoneById(zone);
            Match[] figures = [.. Figure().Matches(html).Cast<Match>()];
            figures.Should().HaveCountGreaterThan(20);
            foreach (Match figure in figures)
            {
                string pointer = WebUtility.HtmlDecode(figure.Groups["p"].Value);
                string shown = WebUtility.HtmlDecode(figure.Groups["text"].Value);
                string expected = Expected(Find(json, pointer), figure.Groups["f"].Value, zoneInfo);
                shown.Should().Be(expected, "{0} is shown", pointer);
            }
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task The_same_data_give_the_same_bytes()
    {
        await using Shop shop = await OpenAsync();
        foreach (string path in (string[])
            ["/reliability/", "/reliability/dashboard.json", "/reliability/slo/checkout", "/reliability/experiment/checkout-button",
                ShopTrend.Address, .. ShopRecords.Addresses])
        {
            (await shop.PageAsync(path)).Should().Be(await shop.PageAsync(path));
        }
    }

    private static async Task<Shop> OpenAsync(Action<DashboardOptions>? configure = null)
    {
        Shop shop = await Shop.OpenAsync(
            reliability =>
            {
                ShopExperiment.BelongsToShop(reliability);
                ShopTrend.Declare(reliability);
                ShopSplit.Declare(reliability);
            },
            configure);
        await ShopExperiment.RunAsync(shop);
        await ShopTrend.RecordAsync(shop);
        await ShopSplit.RecordAsync(shop);
        await ShopRecords.FillAsync(shop);
        return shop;
    }

    /// <summary>The formats again, as their documentation says, and not by the code that writes them where that is short.</summary>
    private static string Expected(JsonElement value, string format, TimeZoneInfo zone) => value.ValueKind switch
    {
        JsonValueKind.Null => "n/a",
        JsonValueKind.String when format == "state" => StateMark.Word(value.GetString()!),
        JsonValueKind.String when format == "trend" => TrendMark.Word(value.GetString()!),
        JsonValueKind.String when format == "mark" => ExperimentMark.Word(value.GetString()!),
        JsonValueKind.String when format == nameof(Format.Instant) => Show.Instant(value.GetDateTimeOffset(), zone),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when Enum.TryParse(format, out Format one) => Math.Abs(value.GetDouble()) is > 0 and < 1e-20
            ? Show.Value(one, value.GetDouble())
            : Show.Value(one, value.GetDecimal()),
        _ => throw new InvalidOperationException($"{value} has no format '{format}'."),
    };

    private static JsonElement Find(JsonElement root, string pointer)
    {
        JsonElement at = root;
        foreach (string step in pointer.Split('/').Skip(1))
        {
            at = at.ValueKind == JsonValueKind.Array
                ? at[int.Parse(step, CultureInfo.InvariantCulture)]
                : at.TryGetProperty(step, out JsonElement next)
                    ? next
                    : throw new KeyNotFoundException($"The twin has nothing at '{pointer}'.");
        }

        return at;
    }

    [GeneratedRegex(
        "<[a-z0-9]+[^>]*? data-p=\"(?<p>[^\"]*)\"(?: data-f=\"(?<f>[^\"]*)\")?[^>]*>(?<text>[^<]*)<", RegexOptions.CultureInvariant)]
    private static partial Regex Figure();
}
