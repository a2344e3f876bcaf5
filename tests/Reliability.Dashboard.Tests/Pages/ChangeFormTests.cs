using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Experiments;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Dashboard.Tests;

/// <summary>Changes by plain forms: what is asked, what it would do, and what is done.</summary>
public sealed class ChangeFormTests
{
    [Fact]
    public async Task The_buttons_of_a_page_lead_to_forms_without_a_script()
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        string page = (await shop.GetAsync("/reliability/slo/checkout", ChangeForms.Ada)).Text;
        page.Should().Contain("<form class=\"acts\" method=\"get\"><input type=\"hidden\" name=\"slo\" value=\"checkout\">")
            .And.Contain("<button type=\"submit\" formaction=\"../change/adjust\" data-act=\"adjust\"")
            .And.Contain("formaction=\"../change/exclude\"").And.Contain("formaction=\"../change/reset\"");
        (await shop.GetAsync("/reliability/", ChangeForms.Ada)).Text.Should()
            .Contain("<input type=\"hidden\" name=\"service\" value=\"shop\"><button type=\"submit\" formaction=\"./change/override\"");
    }

    [Fact]
    public async Task An_adjustment_is_shown_before_it_is_made_and_is_made_once()
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync("adjust?slo=checkout");
        form.Status.Should().Be(HttpStatusCode.OK);
        form.Page.Should().Contain("<h1>Adjust the budget of checkout</h1>").And.Contain("Share of the budget to restore");

        await form.PressAsync("preview", ("share", "15"), ("reason", "A test of ours caused it."));
        form.Status.Should().Be(HttpStatusCode.OK, form.Page);
        form.Page.Should().Contain("What it does")
            .And.MatchRegex("checkout: [0-9.]+ % of the budget is left now, [0-9.]+ % with the change");
        (await ChangeForms.EntriesAsync(shop)).Should().BeEmpty("a preview changes nothing");

        string preview = form.Address;
        IReadOnlyList<(string Name, string Value)> fields = form.Fields();
        await form.PressAsync("confirm");
        form.Status.Should().Be(HttpStatusCode.OK, form.Page);
        form.Address.Should().Be("/reliability/slo/checkout", "a reload must not send the form again");
        form.Page.Should().Contain("A test of ours caused it.");

        // The same form again, as from the history of the browser.
        await form.SendAsync(HttpMethod.Post, preview, new FormUrlEncodedContent(
            fields.Append((Name: "step", Value: "confirm")).Select(one => KeyValuePair.Create(one.Name, one.Value))));
        form.Address.Should().Be("/reliability/slo/checkout");
        LedgerEntry entry = (await ChangeForms.EntriesAsync(shop)).Should().ContainSingle().Subject;
        (entry.Kind, entry.By, entry.Reason, entry.BudgetShare).Should()
            .Be((LedgerEntryKind.Adjustment, "ada", "A test of ours caused it.", 0.15m));
    }

    [Fact]
    public async Task Excluded_time_is_that_of_the_zone_of_the_page()
    {
        await using Shop shop = await ChangeForms.OpenAsync(configure: options => options.Zone = "Europe/Berlin");
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync("exclude?slo=checkout");
        form.Page.Should().Contain("From (Europe/Berlin)");
        await form.PressAsync("preview", ("from", "2026-03-29T12:00"), ("to", "2026-03-29T12:28"), ("reason", "Maintenance."));
        await form.PressAsync("confirm");
        LedgerEntry entry = (await ChangeForms.EntriesAsync(shop)).Should().ContainSingle().Subject;
        (entry.Kind, entry.From, entry.To).Should().Be(
            (LedgerEntryKind.Exclusion, Shop.Now.AddMinutes(-30), Shop.Now.AddMinutes(-2)));
    }

    [Fact]
    public async Task A_reset_needs_the_name()
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync("reset?slo=checkout");
        await form.PressAsync("preview", ("reason", "A new contract."), ("confirm", "chekcout"));
        form.Status.Should().Be(HttpStatusCode.BadRequest);
        form.Page.Should().Contain("The name differs.").And.Contain("A new contract.").And.Contain("value=\"chekcout\"");
        await form.PressAsync("preview", ("confirm", "checkout"));
        await form.PressAsync("confirm", ("confirm", "other"));
        form.Status.Should().Be(HttpStatusCode.BadRequest, "the name is checked again");
        (await ChangeForms.EntriesAsync(shop)).Should().BeEmpty();
        await form.PressAsync("preview", ("confirm", "checkout"));
        await form.PressAsync("confirm");
        (await ChangeForms.EntriesAsync(shop)).Should().ContainSingle(entry => entry.Kind == LedgerEntryKind.Reset && entry.By == "ada");
    }

    [Fact]
    public async Task An_override_opens_the_gate_and_its_revocation_closes_it()
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync("override?service=shop");
        await form.PressAsync("preview", ("hours", "2.5"), ("reason", "The fix is ready."));
        form.Page.Should().Contain("The gate of shop changes from Block to");
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await form.PressAsync("confirm");
        form.Address.Should().Be("/reliability/");
        form.Page.Should().Contain("Overridden by").And.Contain("The fix is ready.");
        IReleaseGate gate = shop.Site.Services.GetRequiredService<IReleaseGate>();
        GateAuditEntry entry = (await gate.GetHistoryAsync("shop")).Should().ContainSingle().Subject;
        (entry.By, entry.ExpiresAt).Should().Be(("ada", Shop.Now.AddHours(2.5)), "the time is that of the preview");

        await form.LoadAsync($"revoke?service=shop&id={entry.Id}");
        await form.PressAsync("preview", ("reason", "It was not."));
        form.Page.Should().Contain("The gate of shop changes from").And.Contain("to Block");
        await form.PressAsync("confirm");
        form.Page.Should().NotContain("Overridden by");
        (await gate.GetHistoryAsync("shop")).Select(one => one.Reason).Should().BeEquivalentTo("The fix is ready.", "It was not.");
    }

    [Fact]
    public async Task An_experiment_is_paused_resumed_and_concluded()
    {
        await using Shop shop = await ChangeForms.OpenAsync(ShopExperiment.BelongsToShop);
        await ShopExperiment.RunAsync(shop, ShopExperiment.Definition with { Metrics = [.. ShopExperiment.Definition.Metrics.Take(2)] });
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await MoveAsync("pause");
        await MoveAsync("resume");
        await MoveAsync("conclude", ("ship", "green"), ("confirm", ShopExperiment.Key));
        Experiment? done = await shop.Site.Services.GetRequiredService<IExperiments>().GetAsync(ShopExperiment.Key);
        done!.State.Should().Be(ExperimentState.Concluded);
        done.Conclusion!.Shipped.Should().Be("green");
        done.History.Select(one => one.Kind).Should().EndWith(
            [ExperimentChangeKind.Paused, ExperimentChangeKind.Resumed, ExperimentChangeKind.Concluded]);

        async Task MoveAsync(string act, params (string, string)[] fields)
        {
            string page = (await shop.GetAsync(ShopExperiment.Address, ChangeForms.Ada)).Text;
            page.Should().Contain($"formaction=\"../change/{act}\"");
            string etag = page.Split("name=\"etag\" value=\"")[1].Split('"')[0];
            await form.LoadAsync($"{act}?experiment={ShopExperiment.Key}&etag={Uri.EscapeDataString(etag)}");
            await form.PressAsync("preview", [("reason", $"We {act}."), .. fields]);
            form.Page.Should().Contain("What it does");
            await form.PressAsync("confirm");
            form.Address.Should().Be(ShopExperiment.Address, form.Page);
            form.Page.Should().Contain($"We {act}.");
        }
    }

    [Fact]
    public async Task Reasons_against_a_conclusion_are_shown_and_hold()
    {
        await using Shop shop = await ChangeForms.OpenAsync(ShopExperiment.BelongsToShop);
        Experiment running = await ShopExperiment.RunAsync(shop);
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync($"conclude?experiment={ShopExperiment.Key}&etag={Uri.EscapeDataString(running.ETag.Value)}");
        await form.PressAsync("preview", ("ship", "green"), ("reason", "We ship."), ("confirm", ShopExperiment.Key));
        form.Page.Should().Contain("It would be rejected: ").And.Contain("the guardrail 'slo:checkout' of 'green' is open");
        await form.PressAsync("confirm");
        form.Status.Should().Be(HttpStatusCode.Conflict);
        form.Page.Should().Contain("the guardrail 'slo:checkout' of 'green' is open").And.Contain("We ship.");
    }

    [Fact]
    public async Task A_version_that_is_out_of_date_changes_nothing()
    {
        await using Shop shop = await ChangeForms.OpenAsync(ShopExperiment.BelongsToShop);
        await ShopExperiment.RunAsync(shop);
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync($"pause?experiment={ShopExperiment.Key}&etag=old");
        await form.PressAsync("preview", ("reason", "We pause."));
        await form.PressAsync("confirm");
        form.Status.Should().Be(HttpStatusCode.Conflict);
        form.Page.Should().Contain("was changed since").And.Contain("We pause.");
        (await shop.Site.Services.GetRequiredService<IExperiments>().GetAsync(ShopExperiment.Key))!.State
            .Should().Be(ExperimentState.Running);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_stays()
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync("adjust?slo=checkout");
        await form.PressAsync("preview", ("share", "much"), ("reason", " "));
        form.Status.Should().Be(HttpStatusCode.BadRequest);
        form.Page.Should().Contain("aria-describedby=\"field-share-error\"").And.Contain("value=\"much\"")
            .And.Contain("<p class=\"error\" id=\"field-share-error\">A number such as 4 or 2.5 is valid.</p>")
            .And.Contain("<p class=\"error\" id=\"field-reason-error\">This is needed.</p>");

        await form.LoadAsync("override?service=shop");
        await form.PressAsync("preview", ("hours", "1000"), ("reason", "For <b>ever</b>."));
        form.Status.Should().Be(HttpStatusCode.BadRequest);
        form.Page.Should().Contain("<p class=\"error\" id=\"field-hours-error\">2026-05-10T02:30")
            .And.Contain("An override expires after now")
            .And.Contain("value=\"1000\"").And.Contain("For <b>ever</b>.</textarea>");

        await form.LoadAsync("exclude?slo=checkout");
        await form.PressAsync("preview", ("from", "yesterday"), ("to", "2026-03-29T10:00"), ("reason", "why"));
        form.Page.Should().Contain("id=\"field-from-error\">A time such as 2026-11-20T14:00 is valid.");
        await form.PressAsync("preview", ("from", "2026-03-29T10:00"), ("to", "2026-03-29T09:00"), ("reason", "why"));
        form.Status.Should().Be(HttpStatusCode.BadRequest);
        form.Page.Should().Contain("class=\"error\"").And.Contain("value=\"2026-03-29T09:00\"");
        (await ChangeForms.EntriesAsync(shop)).Should().BeEmpty();
    }

    [Fact]
    public async Task Fields_can_be_changed_after_the_preview()
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync("adjust?slo=checkout");
        await form.PressAsync("preview", ("share", "15"), ("reason", "One."));
        await form.PressAsync("edit");
        form.Fields().Should().Contain([("share", "15"), ("reason", "One.")]);
        await form.PressAsync("preview", ("share", "20"));
        await form.PressAsync("confirm");
        (await ChangeForms.EntriesAsync(shop)).Should().ContainSingle().Which.BudgetShare.Should().Be(0.2m);
    }

    [Fact]
    public async Task A_store_that_is_away_loses_neither_the_form_nor_its_id()
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync("adjust?slo=checkout");
        await form.PressAsync("preview", ("share", "15"), ("reason", "Away."));
        string id = form.Fields().Single(one => one.Name == "id").Value;
        Break(isDown: true);
        await form.PressAsync("confirm");
        form.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        form.Page.Should().Contain("The store cannot be read now.").And.Contain("it is done at most once");
        form.Fields().Should().Contain([("id", id), ("reason", "Away.")]);
        Break(isDown: false);
        await form.PressAsync("confirm");
        (await ChangeForms.EntriesAsync(shop)).Should().ContainSingle().Which.Id.Should().Be(id);

        void Break(bool isDown)
        {
            foreach (StorageRoles role in shop.Store.Controls.Keys)
            {
                shop.Store.Controls[role].IsDown = isDown;
            }
        }
    }

    [Theory]
    [InlineData("delete?slo=checkout", HttpStatusCode.NotFound)]
    [InlineData("reset?slo=other", HttpStatusCode.NotFound)]
    [InlineData("reset", HttpStatusCode.BadRequest)]
    [InlineData("reset?slo=checkout&slo=mail", HttpStatusCode.BadRequest)]
    [InlineData("revoke?service=shop", HttpStatusCode.BadRequest)]
    [InlineData("override?service=other", HttpStatusCode.Forbidden)]
    public async Task An_address_that_names_no_change_is_rejected(string address, HttpStatusCode expected)
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync(address);
        form.Status.Should().Be(expected);
        form.Page.Should().NotContain("<form");
    }

    [Fact]
    public async Task What_is_no_form_or_too_large_is_rejected()
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        var form = new ChangeForms(shop, ChangeForms.Ada);
        const string Address = "/reliability/change/reset?slo=checkout";
        await form.SendAsync(HttpMethod.Post, Address, new StringContent("{}", Encoding.UTF8, "application/json"));
        form.Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        await form.LoadAsync("reset?slo=checkout");
        await form.PressAsync("preview", ("reason", new string('a', 20_000)));
        form.Status.Should().Be(HttpStatusCode.BadRequest);
        await form.SendAsync(HttpMethod.Post, Address, new FormUrlEncodedContent(
            Enumerable.Range(0, 40).Select(i => KeyValuePair.Create($"field{i}", "a"))));
        form.Status.Should().Be(HttpStatusCode.BadRequest);
    }
}
