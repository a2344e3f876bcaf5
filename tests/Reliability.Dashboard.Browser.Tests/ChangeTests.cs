using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>Changes through the dialogs: each is made once, with a reason, by who may make it.</summary>
[Collection(ChromiumGroup.Name)]
public sealed class ChangeTests(Chromium chromium)
{
    private const string Objective = "/reliability/slo/checkout";

    [Fact]
    public async Task An_override_opens_the_gate_and_its_revocation_closes_it()
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await OpenAsync(shop, "/reliability/");
        ILocator verdict = tab.Page.Locator(".gate", new() { HasText = "checkout" }).Locator(".verdict");
        (await verdict.InnerTextAsync()).Should().Contain("Block");

        await AskAsync(tab, "override");
        await tab.Page.GetByLabel("Hours until it ends").FillAsync("2");
        await SendAsync(tab, "Override the gate", "The fix is ready.");
        await tab.Page.GetByText("Overridden by ada").WaitForAsync();
        (await verdict.InnerTextAsync()).Should().NotContain("Block");

        await AskAsync(tab, "revoke");
        await SendAsync(tab, "Revoke the override", "It was not.");
        await tab.Page.GetByText("Overridden by ada").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await verdict.InnerTextAsync()).Should().Contain("Block");

        IReadOnlyList<GateAuditEntry> history = await shop.Site.Services.GetRequiredService<IReleaseGate>().GetHistoryAsync("shop");
        history.Select(one => (one.By, one.Reason)).Should().BeEquivalentTo(
            [("ada", "The fix is ready."), ("ada", "It was not.")]);
        history.Single(one => one.ExpiresAt is not null).ExpiresAt.Should().BeCloseTo(Shop.Now.AddHours(2), TimeSpan.FromMinutes(1));
        tab.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task An_adjustment_restores_a_share_of_the_budget()
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await OpenAsync(shop, Objective);
        await AskAsync(tab, "adjust");
        await tab.Page.GetByLabel("Share of the budget to restore, in percent").FillAsync("15");
        await SendAsync(tab, "Adjust the budget", "A test of ours caused it.");
        await tab.Page.Locator("#ledger").GetByText("A test of ours caused it.").WaitForAsync();
        LedgerEntry entry = (await EntriesAsync(shop)).Should().ContainSingle().Subject;
        (entry.Kind, entry.By, entry.Reason).Should().Be((LedgerEntryKind.Adjustment, "ada", "A test of ours caused it."));
        tab.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task Excluded_time_no_longer_counts()
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await OpenAsync(shop, Objective);
        (await tab.Page.Locator("[data-p='/objective/bad']").InnerTextAsync()).Should().Be("30");
        await AskAsync(tab, "exclude");
        await tab.Page.GetByLabel("From (your local time)").FillAsync("2026-03-29T10:00");
        await tab.Page.GetByLabel("To (your local time)").FillAsync("2026-03-29T10:28");
        await SendAsync(tab, "Exclude this time", "Announced maintenance.");
        await tab.Page.Locator("#ledger").GetByText("Announced maintenance.").WaitForAsync();
        (await tab.Page.Locator("[data-p='/objective/bad']").InnerTextAsync()).Should().Be("0");
        (await EntriesAsync(shop)).Should().ContainSingle(entry => entry.Kind == LedgerEntryKind.Exclusion && entry.By == "ada");
        tab.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task A_reset_asks_for_the_name_and_rejects_another()
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await OpenAsync(shop, Objective);
        await AskAsync(tab, "reset");
        ILocator confirm = tab.Page.GetByLabel("Type checkout to confirm");
        await confirm.FillAsync("chekcout");
        await tab.Page.GetByLabel("Reason").FillAsync("A new contract.");
        ILocator send = tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Reset the budget" });
        await send.ClickAsync();
        (await tab.Page.Locator("dialog .error").InnerTextAsync()).Should().Be("The name differs.");
        (await EntriesAsync(shop)).Should().BeEmpty();
        await confirm.FillAsync("checkout");
        await send.ClickAsync();
        await tab.Page.Locator("#ledger").GetByText("A new contract.").WaitForAsync();
        (await EntriesAsync(shop)).Should().ContainSingle(entry => entry.Kind == LedgerEntryKind.Reset && entry.By == "ada");
        tab.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task A_shift_is_accepted_in_a_dialog_that_says_what_changes_and_the_acceptance_is_withdrawn()
    {
        await using Shop shop = await Shops.OpenWithWritesAsync(ShopTrend.Declare);
        await ShopTrend.RecordAsync(shop);
        await using Tab tab = await OpenAsync(shop, ShopTrend.Address);
        ILocator verdict = tab.Page.Locator("#verdict h2");
        (await verdict.InnerTextAsync()).Should().Contain("degrading");
        await tab.Page.Locator("button[data-act=accept]").Last.ClickAsync();
        await tab.Page.Locator("dialog .effect").GetByText("The verdict changes from Degrading to").WaitForAsync();
        await SendAsync(tab, "Accept the shift", "The new check is wanted.");
        await tab.Page.Locator("#accepted").GetByText("The new check is wanted.").WaitForAsync();
        (await verdict.InnerTextAsync()).Should().NotContain("degrading");

        await AskAsync(tab, "withdraw");
        await tab.Page.Locator("dialog .effect").GetByText("is no longer the baseline").WaitForAsync();
        await SendAsync(tab, "Withdraw the acceptance", "It was not.");
        await tab.Page.Locator("#accepted").GetByText("It was not.").WaitForAsync();
        (await verdict.InnerTextAsync()).Should().Contain("degrading");
        IReadOnlyList<AcceptedShift> all =
            await shop.Site.Services.GetRequiredService<ITrends>().GetAcceptedShiftsAsync(ShopTrend.Metric);
        all.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { By = "ada", Reason = "The new check is wanted.", WithdrawnBy = "ada", WithdrawalReason = "It was not." });
        tab.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task A_change_without_a_reason_is_not_sent()
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await OpenAsync(shop, Objective);
        await AskAsync(tab, "adjust");
        await tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Adjust the budget" }).ClickAsync();
        (await tab.Page.GetByRole(AriaRole.Dialog).IsVisibleAsync()).Should().BeTrue();
        (await tab.FocusAsync()).Should().StartWith("textarea");
        (await EntriesAsync(shop)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_second_attempt_after_a_lost_answer_and_an_impatient_click_make_one_entry()
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await OpenAsync(shop, Objective);
        int sent = 0;
        await tab.Page.RouteAsync("**/ledger/adjustments", async route =>
        {
            if (Interlocked.Increment(ref sent) == 1)
            {
                // The server makes the change, and its answer is lost.
                await route.FetchAsync();
                await route.AbortAsync();
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await AskAsync(tab, "adjust");
        await tab.Page.GetByLabel("Reason").FillAsync("Counted twice by the proxy.");
        ILocator send = tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Adjust the budget" });
        await send.ClickAsync();
        await tab.Page.GetByText("No answer. Try again: it is done at most once.").WaitForAsync();
        (await EntriesAsync(shop)).Should().ContainSingle();
        await send.DblClickAsync();
        await tab.Page.Locator("#ledger").GetByText("Counted twice by the proxy.").WaitForAsync();
        (await EntriesAsync(shop)).Should().ContainSingle();
        sent.Should().Be(2);
    }

    [Fact]
    public async Task What_the_server_rejects_stands_in_the_dialog()
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await OpenAsync(shop, "/reliability/");
        await AskAsync(tab, "override");
        await tab.Page.GetByLabel("Hours until it ends").FillAsync("1000");
        await tab.Page.GetByLabel("Reason").FillAsync("For ever.");
        await tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Override the gate" }).ClickAsync();
        ILocator error = tab.Page.Locator("dialog .error:not(:empty)");
        await error.WaitForAsync();
        (await error.InnerTextAsync()).Should().Contain("An override expires after now (2026-03-29 10:32:00Z) and at most 7d later.");
    }

    [Theory]
    [InlineData("/reliability/")]
    [InlineData(Objective)]
    public async Task A_reader_without_the_policy_sees_no_button_and_is_rejected(string address)
    {
        await using Shop shop = await Shops.OpenWithWritesAsync();
        await using Tab tab = await chromium.OpenAsync(shop, options => options.ExtraHTTPHeaders = [Shops.Eve]);
        await tab.GoAsync(address);
        (await tab.Page.Locator("button[data-act]").CountAsync()).Should().Be(0);
        (await tab.Page.Locator("body").GetAttributeAsync("data-write")).Should().BeNull();
        int status = await tab.Page.EvaluateAsync<int>(
            "fetch('/reliability/ledger/resets', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })"
            + ".then(answer => answer.status)");
        status.Should().Be(403);
    }

    private static async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(Shop shop) =>
    [
        .. (await shop.Site.Services.GetRequiredService<IBudgetLedger>().GetEntriesAsync("shop"))
            .Where(entry => entry.Kind != LedgerEntryKind.Definition),
    ];

    /// <summary>
    /// Opens a page as a user who may change things, and lets the server's clock go on: the script adds what has passed since.
    /// </summary>
    private async Task<Tab> OpenAsync(Shop shop, string address)
    {
        Tab tab = await chromium.OpenAsync(shop, options => options.ExtraHTTPHeaders = [Shops.Ada]);
        await tab.GoAsync(address);
        await tab.Page.Locator("#theme").WaitForAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        return tab;
    }

    private static async Task AskAsync(Tab tab, string act)
    {
        await tab.Page.Locator($"button[data-act={act}]").First.ClickAsync();
        await tab.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
    }

    private static async Task SendAsync(Tab tab, string verb, string reason)
    {
        ILocator dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync(reason);
        await dialog.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}
