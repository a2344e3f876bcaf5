using System.Net;
using System.Text.Json;

namespace Reliability.Dashboard.Tests;

/// <summary>The pages of the values of a split metric.</summary>
public sealed class TrendValuePageTests
{
    [Fact]
    public async Task The_page_of_a_split_metric_lists_its_values_and_each_has_a_page_of_its_own()
    {
        await using Shop shop = await OpenAsync();
        string total = await shop.PageAsync(ShopSplit.Address);
        total.Should().Contain("By <span data-p=\"/splitBy\">region</span>")
            .And.Contain("href=\"../trend/api~2Elatency?value=eu-west\"").And.Contain("href=\"../trend/api~2Elatency?value=us-east\"");
        JsonElement values = (await TwinAsync(shop, string.Empty)).GetProperty("values");
        values.EnumerateArray().Select(one => (one.GetProperty("value").GetString(), one.GetProperty("verdict").GetString()))
            .Should().BeEquivalentTo([("eu-west", "Degrading"), ("us-east", "Stable")]);

        string west = await shop.PageAsync(ShopSplit.Address + "?value=eu-west");
        west.Should().Contain("Only ").And.Contain("href=\"../trend/api~2Elatency\">All of the metric</a>")
            .And.Contain("href=\"./api~2Elatency.json?value=eu-west\"").And.NotContain("id=\"values\"");
        JsonElement twin = await TwinAsync(shop, "?value=eu-west");
        (twin.GetProperty("value").GetString(), twin.GetProperty("trend").GetProperty("verdict").GetString())
            .Should().Be(("eu-west", "Degrading"));
        (await TwinAsync(shop, "?value=us-east")).GetProperty("trend").GetProperty("verdict").GetString().Should().Be("Stable");
    }

    [Fact]
    public async Task The_past_of_a_value_is_shown_too_and_its_form_keeps_the_value()
    {
        await using Shop shop = await OpenAsync();
        JsonElement then = await TwinAsync(shop, "?value=eu-west&at=2026-02-20T12:00Z");
        then.GetProperty("trend").GetProperty("verdict").GetString().Should().Be("Stable", "it was not slow then");
        string page = await shop.PageAsync(ShopSplit.Address + "?value=eu-west&at=2026-02-20T12:00Z");
        page.Should().Contain("<input type=\"hidden\" name=\"value\" value=\"eu-west\">")
            .And.Contain("href=\"../trend/api~2Elatency?value=eu-west\">Show the present</a>");
    }

    [Theory]
    [InlineData("/reliability/trend/api~2Elatency?value=%3Cb%3Enothing", HttpStatusCode.NotFound, "The metric has no such value.")]
    [InlineData("/reliability/trend/api~2Elatency.json?value=eu", HttpStatusCode.NotFound, "The metric has no such value.")]
    [InlineData("/reliability/trend/checkout?value=eu-west", HttpStatusCode.NotFound, "The metric has no such value.")]
    [InlineData("/reliability/trend/api~2Elatency?value=a&value=b", HttpStatusCode.BadRequest, "value: one value is valid.")]
    public async Task A_value_that_is_not_there_is_a_clear_page_and_not_repeated(string address, HttpStatusCode status, string words)
    {
        await using Shop shop = await OpenAsync();
        (HttpResponseMessage response, string text) = await shop.GetAsync(address);
        response.StatusCode.Should().Be(status, text);
        text.Should().Contain(words).And.NotContain("nothing");
    }

    private static async Task<Shop> OpenAsync()
    {
        Shop shop = await Shop.OpenAsync(ShopSplit.Declare);
        await ShopSplit.RecordAsync(shop);
        return shop;
    }

    private static async Task<JsonElement> TwinAsync(Shop shop, string query) =>
        JsonDocument.Parse(await shop.PageAsync($"{ShopSplit.Address}.json{query}")).RootElement;
}
