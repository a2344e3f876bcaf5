using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Trends;

namespace Reliability.Dashboard.Tests;

/// <summary>The acceptance of a shift and its withdrawal by plain forms.</summary>
public sealed class ShiftFormTests
{
    private static readonly (string Name, string Value) _eve = ("X-Test-User", "eve;reader");

    [Fact]
    public async Task A_shift_is_accepted_after_a_preview_and_the_acceptance_is_withdrawn_after_one()
    {
        await using Shop shop = await OpenAsync();
        string page = (await shop.GetAsync(ShopTrend.Address, ChangeForms.Ada)).Text;
        page.Should().Contain("formaction=\"../change/accept\" data-act=\"accept\" data-metric=\"checkout.latency\"")
            .And.NotContain("Accepted shifts");
        JsonElement before = await TwinAsync(shop);
        string verdict = before.GetProperty("trend").GetProperty("verdict").GetString()!;
        verdict.Should().Be("Degrading");

        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync($"accept?metric={ShopTrend.Metric}&shift={Uri.EscapeDataString(Last(before))}");
        form.Status.Should().Be(HttpStatusCode.OK, form.Page);
        form.Page.Should().Contain("<h1>Accept a shift of checkout.latency</h1>");
        await form.PressAsync("preview", ("reason", ""));
        form.Status.Should().Be(HttpStatusCode.BadRequest, "a reason is needed");
        await form.PressAsync("preview", ("reason", "The new check is wanted."));
        form.Page.Should().Contain("What it does").And.Contain("becomes the baseline").And.Contain("The verdict changes from Degrading to");
        ITrends trends = shop.Site.Services.GetRequiredService<ITrends>();
        (await trends.GetAcceptedShiftsAsync(ShopTrend.Metric)).Should().BeEmpty("a preview changes nothing");

        await form.PressAsync("confirm");
        form.Address.Should().Be(ShopTrend.Address);
        form.Page.Should().Contain("Accepted shifts").And.Contain("The new check is wanted.").And.Contain("data-act=\"withdraw\"");
        AcceptedShift accepted = (await trends.GetAcceptedShiftsAsync(ShopTrend.Metric)).Should().ContainSingle().Which;
        (accepted.By, accepted.IsInForce).Should().Be(("ada", true));
        JsonElement after = await TwinAsync(shop);
        after.GetProperty("trend").GetProperty("verdict").GetString().Should().NotBe(verdict);
        JsonElement shift = after.GetProperty("shifts").EnumerateArray().Last();
        shift.GetProperty("acceptedBy").GetString().Should().Be("ada");
        (await shop.GetAsync("/reliability/", ChangeForms.Ada)).Text.Should().NotContain("The metric checkout.latency is degrading");

        await form.LoadAsync($"withdraw?metric={ShopTrend.Metric}&id={accepted.Id}");
        await form.PressAsync("preview", ("reason", "It was not."));
        form.Page.Should().Contain("is no longer the baseline").And.Contain("to Degrading");
        await form.PressAsync("confirm");
        form.Address.Should().Be(ShopTrend.Address);
        form.Page.Should().Contain("It was not.").And.NotContain("data-act=\"withdraw\"").And.Contain("data-act=\"accept\"");
        (await TwinAsync(shop)).GetProperty("trend").GetProperty("verdict").GetString().Should().Be(verdict);
    }

    [Fact]
    public async Task Who_may_change_nothing_sees_no_button_and_gets_no_form()
    {
        await using Shop shop = await OpenAsync();
        string shift = Uri.EscapeDataString(Last(await TwinAsync(shop)));
        (await shop.GetAsync(ShopTrend.Address, _eve)).Text.Should().Contain("id=\"shifts\"").And.NotContain("data-act");
        (await shop.GetAsync($"{ShopTrend.Address}?at=2026-03-28T12:00Z", ChangeForms.Ada)).Text
            .Should().Contain("id=\"shifts\"").And.NotContain("data-act", "the past does not change");
        var form = new ChangeForms(shop, _eve);
        await form.LoadAsync($"accept?metric={ShopTrend.Metric}&shift={shift}");
        form.Status.Should().Be(HttpStatusCode.Forbidden);
        await form.LoadAsync($"withdraw?metric={ShopTrend.Metric}&id=a");
        form.Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("accept?metric=nothing&shift=2026-03-01T00:00:00.0000000%2B00:00", HttpStatusCode.NotFound, "No metric has this name.")]
    [InlineData("accept?metric=checkout.latency&shift=%3Cb%3Eyesterday", HttpStatusCode.BadRequest, "shift: a time such as")]
    [InlineData("accept?metric=checkout.latency", HttpStatusCode.BadRequest, "shift: one value is valid.")]
    [InlineData("withdraw?metric=checkout.latency", HttpStatusCode.BadRequest, "id: one value is valid.")]
    public async Task An_address_that_names_no_shift_is_a_clear_page(string address, HttpStatusCode status, string words)
    {
        await using Shop shop = await OpenAsync();
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync(address);
        form.Status.Should().Be(status, form.Page);
        form.Page.Should().Contain(words).And.NotContain("yesterday");
    }

    [Fact]
    public async Task A_time_without_a_shift_and_an_acceptance_that_is_not_there_are_rejected_with_what_there_is()
    {
        await using Shop shop = await OpenAsync();
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync("accept?metric=checkout.latency&shift=2026-01-10T00:00:00.0000000%2B00:00");
        await form.PressAsync("preview", ("reason", "why"));
        form.Status.Should().Be(HttpStatusCode.BadRequest);
        form.Page.Should().Contain("has no lasting shift at").And.Contain("Its lasting shifts are at");
        await form.LoadAsync("withdraw?metric=checkout.latency&id=none");
        await form.PressAsync("preview", ("reason", "why"));
        form.Status.Should().Be(HttpStatusCode.NotFound);
    }

    private static async Task<Shop> OpenAsync()
    {
        Shop shop = await ChangeForms.OpenAsync(ShopTrend.Declare);
        await ShopTrend.RecordAsync(shop);
        return shop;
    }

    private static async Task<JsonElement> TwinAsync(Shop shop) =>
        JsonDocument.Parse((await shop.GetAsync(ShopTrend.Address + ".json", ChangeForms.Ada)).Text).RootElement;

    /// <summary>The time of the last shift, as the address of a form has it.</summary>
    private static string Last(JsonElement twin) => twin.GetProperty("shifts").EnumerateArray().Last()
        .GetProperty("at").GetDateTimeOffset().ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
