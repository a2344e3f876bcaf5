using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Dashboard.Internal;
using Reliability.Debt;

namespace Reliability.Dashboard.Tests;

public sealed partial class DebtPageTests
{
    [Fact]
    public async Task Without_debt_the_overview_has_no_such_section_and_the_page_is_empty()
    {
        await using Shop shop = await Shop.OpenAsync(reliability => ShopExperiment.BelongsToShop(reliability));
        (await shop.PageAsync("/reliability/")).Should().NotContain("id=\"debt\"");
        (await shop.PageAsync("/reliability/technical-debt")).Should().Contain("Technical debt");
    }

    [Fact]
    public async Task The_overview_shows_the_matrix_and_what_to_address_first()
    {
        await using Shop shop = await OpenAsync();
        JsonElement debt = JsonDocument.Parse(await shop.PageAsync("/reliability/dashboard.json")).RootElement.GetProperty("debt");
        debt.GetProperty("open").GetInt32().Should().Be(7);
        debt.GetProperty("overdue").GetInt32().Should().Be(1);
        debt.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("title").GetString())
            .Should().Equal("High/Low", "Medium/Low", "Medium/Medium", "<b>Urgent</b>", "Low/Low");
        string page = await shop.PageAsync("/reliability/");
        page.Should().Contain("id=\"debt\"").And.Contain("href=\"./technical-debt\"").And.Contain("1 item of technical debt is overdue.")
            .And.Contain("&lt;b&gt;Urgent&lt;/b&gt;").And.NotContain("<b>Urgent");
    }

    [Theory]
    [InlineData("/reliability/", "/reliability/dashboard.json")]
    [InlineData("/reliability/technical-debt", "/reliability/technical-debt.json")]
    public async Task Every_figure_about_debt_is_that_of_the_twin(string page, string twin)
    {
        await using Shop shop = await OpenAsync();
        JsonElement json = JsonDocument.Parse(await shop.PageAsync(twin)).RootElement;
        Match[] figures =
        [
            .. Figure().Matches(await shop.PageAsync(page)).Where(one =>
                one.Groups["p"].Value.StartsWith("/debt/", StringComparison.Ordinal)
                || one.Groups["p"].Value.StartsWith("/months/", StringComparison.Ordinal)),
        ];
        figures.Should().HaveCountGreaterThan(40);
        foreach (Match figure in figures)
        {
            JsonElement at = json;
            foreach (string step in figure.Groups["p"].Value.Split('/').Skip(1))
            {
                at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(step, CultureInfo.InvariantCulture)] : at.GetProperty(step);
            }

            string expected = at.ValueKind switch
            {
                JsonValueKind.Null => "n/a",
                JsonValueKind.Number => Show.Value(Enum.Parse<Format>(figure.Groups["f"].Value), at.GetDecimal()),
                _ when figure.Groups["f"].Value == nameof(Format.Instant) => Show.Instant(at.GetDateTimeOffset(), TimeZoneInfo.Utc),
                _ => at.GetString()!,
            };
            WebUtility.HtmlDecode(figure.Groups["text"].Value).Should().Be(expected, figure.Groups["p"].Value);
        }
    }

    [Fact]
    public async Task The_page_shows_every_open_item_and_twelve_months_and_no_past()
    {
        await using Shop shop = await OpenAsync();
        JsonElement twin = JsonDocument.Parse(await shop.PageAsync("/reliability/technical-debt.json")).RootElement;
        twin.GetProperty("debt").GetProperty("items").GetArrayLength().Should().Be(7);
        twin.GetProperty("months").GetArrayLength().Should().Be(12);
        string page = await shop.PageAsync("/reliability/technical-debt");
        page.Should().Contain("id=\"chart-months\"").And.Contain("href=\"./technical-debt.json\"");
        (await shop.GetAsync("/reliability/technical-debt?at=2026-03-29T09:00Z")).Response.StatusCode
            .Should().Be(HttpStatusCode.BadRequest);
        string past = await shop.PageAsync("/reliability/?at=2026-03-29T09:00Z");
        past.Should().NotContain("id=\"debt\"").And.Contain("Technical debt is not shown");
    }

    private static async Task<Shop> OpenAsync()
    {
        Shop shop = await Shop.OpenAsync(reliability => ShopExperiment.BelongsToShop(reliability));
        IDebtRegister debt = shop.Site.Services.GetRequiredService<IDebtRegister>();
        foreach ((Level impact, Level effort) in ((Level, Level)[])
            [
                (Level.High, Level.Low), (Level.Medium, Level.Low), (Level.Medium, Level.Medium), (Level.Low, Level.Low),
                (Level.Low, Level.Medium), (Level.Low, Level.High),
            ])
        {
            await debt.RegisterAsync(
                new DebtDefinition { Title = $"{impact}/{effort}", Impact = impact, Effort = effort, Owner = "shop-team" },
                new ChangeRequest { By = "ada", Reason = "seen", Id = $"{impact}/{effort}" });
        }

        await debt.RegisterAsync(
            new DebtDefinition
            {
                Title = "<b>Urgent</b>",
                Impact = Level.Medium,
                Effort = Level.High,
                DueAt = Shop.Now.AddDays(-1),
                FoundAt = Shop.Now.AddDays(-10),
            },
            new ChangeRequest { By = "ada", Reason = "seen", Id = "urgent" });
        return shop;
    }

    [GeneratedRegex(
        "<[a-z0-9]+[^>]*? data-p=\"(?<p>[^\"]*)\"(?: data-f=\"(?<f>[^\"]*)\")?[^>]*>(?<text>[^<]*)<", RegexOptions.CultureInvariant)]
    private static partial Regex Figure();
}
