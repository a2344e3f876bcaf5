using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Recording;

namespace Reliability.Dashboard.Tests;

/// <summary>An objective with zero tolerance has no burn rate, and nothing says that its burn is acceptable.</summary>
public sealed class ZeroToleranceTests
{
    [Theory]
    [InlineData(0, "No budget: each bad event exhausts it.")]
    [InlineData(1, "The window may contain 1 bad event.")]
    [InlineData(3, "The window may contain 3 bad events.")]
    public async Task What_it_allows_stands_in_the_place_of_a_burn_rate(int allowed, string note)
    {
        await using Shop shop = await OpenAsync(allowed, bad: 0);
        JsonElement row = await RowAsync(shop);
        (row.GetProperty("burnWord").GetString(), row.GetProperty("burnNote").GetString()).Should().Be(("No burn rate", note));
        row.GetProperty("state").GetString().Should().Be("Healthy");
        foreach (string address in (string[])["/reliability/?name=durable", "/reliability/slo/durable"])
        {
            (await shop.PageAsync(address)).Should().Contain("No burn rate").And.Contain(note)
                .And.NotContain("Acceptable").And.NotContain("too few data").And.NotContain("of total failure");
        }

        JsonElement page = JsonDocument.Parse(await shop.PageAsync("/reliability/slo/durable.json")).RootElement;
        page.GetProperty("objective").GetProperty("burnNote").GetString().Should().Be(note);
        page.GetProperty("alerts").EnumerateArray().Should().ContainSingle().Which.GetProperty("word").GetString()
            .Should().Be("No burn rate");
    }

    [Fact]
    public async Task A_bad_event_exhausts_it_and_the_page_says_that_it_is_spent()
    {
        await using Shop shop = await OpenAsync(allowed: 0, bad: 1);
        (await RowAsync(shop)).GetProperty("state").GetString().Should().Be("Exhausted");
        (await shop.PageAsync("/reliability/?name=durable")).Should().Contain("<td>spent</td>").And.NotContain("Acceptable");
    }

    [Fact]
    public async Task Other_objectives_have_a_burn_rate_and_no_such_note()
    {
        await using Shop shop = await Shop.OpenAsync();
        JsonElement twin = JsonDocument.Parse(await shop.PageAsync("/reliability/dashboard.json?name=mail")).RootElement;
        JsonElement row = twin.GetProperty("objectives").GetProperty("items")[0];
        row.GetProperty("burnWord").GetString().Should().Be("Acceptable");
        row.GetProperty("burnNote").ValueKind.Should().Be(JsonValueKind.Null);
    }

    private static async Task<Shop> OpenAsync(int allowed, int bad)
    {
        Shop shop = await Shop.OpenAsync(
            reliability => reliability.AddSlo("durable", slo => slo.ZeroTolerance(allowed).OfService("shop")));
        ReliabilityRecorder recorder = shop.Site.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes("durable").Record(good: 1000, bad, Shop.Now.AddMinutes(-5));
        await recorder.FlushAsync();
        return shop;
    }

    private static async Task<JsonElement> RowAsync(Shop shop) => JsonDocument
        .Parse(await shop.PageAsync("/reliability/dashboard.json?name=durable")).RootElement
        .GetProperty("objectives").GetProperty("items")[0];
}
