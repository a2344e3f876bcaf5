using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>The changes that the pages offer. The script of the pages asks for the same in dialogs.</summary>
internal static class ChangeActs
{
    private static readonly ChangeField _hours =
        new() { Name = "hours", Label = "Hours until it ends", Kind = ChangeFieldKind.Number, Value = "4" };

    private static readonly ChangeField _share = new()
    {
        Name = "share",
        Label = "Share of the budget to restore, in percent",
        Kind = ChangeFieldKind.Number,
        Value = "10",
    };

    private static readonly ChangeField _from = new() { Name = "from", Label = "From", Kind = ChangeFieldKind.Time };
    private static readonly ChangeField _to = new() { Name = "to", Label = "To", Kind = ChangeFieldKind.Time };
    private static readonly ChangeField _ship = new() { Name = "ship", Label = "Variant to ship (empty: the control)", IsRequired = false };

    public static IReadOnlyList<ChangeAct> All { get; } =
    [
        Gate(
            "override",
            "Override the gate",
            "Releases are allowed although the gate blocks, until the override ends. The reasons stay visible.") with
        {
            Fields = [_hours],
            Write = WriteEnd,
        },
        Gate("revoke", "Revoke the override", "The gate blocks again as soon as its reasons do.") with
        {
            Endpoint = "/gate/{service}/overrides/{id}/revocation",
            HasId = false,
        },
        Budget("adjust", "Adjust the budget", "/ledger/adjustments", "Restores a share of the budget, from now on.") with
        {
            Fields = [_share],
            Write = WriteAdjustment,
        },
        Budget("exclude", "Exclude this time", "/ledger/exclusions", "Events of this time no longer count, neither good nor bad.") with
        {
            Title = "Exclude time from",
            Fields = [_from, _to],
            Write = WriteExclusion,
        },
        Budget(
            "reset",
            "Reset the budget",
            "/ledger/resets",
            "Everything that happened until now no longer counts, so that all of the budget remains afterwards.") with
        {
            AsksForName = true,
            Write = WriteSloAndTime,
        },
        Experiment("pause", "Pause", "No unit is assigned or counted until somebody resumes it."),
        Experiment("resume", "Resume", "Units are assigned and counted again."),
        Experiment("conclude", "Conclude", "It ends for good, with a snapshot of what the decision is based on.") with
        {
            Fields = [_ship],
            AsksForName = true,
            Write = WriteConclusion,
        },
        Shift(
            "accept",
            "Accept the shift",
            "Accept a shift of",
            "/metrics/{name}/shifts/accept",
            "The level after the shift becomes the baseline of the trend, and no alert is about the shift any more.") with
        {
            Write = (json, form) => json.WriteString("at", form.Subject.Shift),
        },
        Shift(
            "withdraw",
            "Withdraw the acceptance",
            "Withdraw the acceptance of a shift of",
            "/metrics/{name}/shifts/{id}/withdrawal",
            "The trend is judged on the days before the shift again.") with
        {
            HasId = false,
        },
    ];

    /// <summary>A change of the gate of a service; without more, an override of it.</summary>
    private static ChangeAct Gate(string name, string verb, string rule) =>
        Act(ChangeTarget.Service, name, verb, $"{verb} of", rule, "/gate/{service}/overrides", "service");

    /// <summary>A change of the budget of an objective, which the body names.</summary>
    private static ChangeAct Budget(string name, string verb, string endpoint, string rule) =>
        Act(ChangeTarget.Objective, name, verb, $"{verb} of", rule, endpoint, routeValue: null);

    /// <summary>A change of the life cycle of an experiment, with the version that the reader saw.</summary>
    private static ChangeAct Experiment(string name, string verb, string rule) =>
        Act(ChangeTarget.Experiment, name, verb, verb, rule, $"/experiments/{{key}}/{name}", "key") with { Write = WriteVersion };

    /// <summary>A change of what is known of the shifts of a metric.</summary>
    private static ChangeAct Shift(string name, string verb, string title, string endpoint, string rule) =>
        Act(ChangeTarget.Metric, name, verb, title, rule, endpoint, "name");

    private static ChangeAct Act(
        ChangeTarget target, string name, string verb, string title, string rule, string endpoint, string? routeValue) => new()
        {
            Name = name,
            Target = target,
            Verb = verb,
            Title = title,
            Rule = rule,
            Endpoint = endpoint,
            RouteValue = routeValue,
            Write = (_, _) => { },
        };

    private static void WriteEnd(Utf8JsonWriter json, ChangeForm form) =>
        json.WriteString("expiresAt", form.At.AddHours((double)form.Number("hours")));

    private static void WriteAdjustment(Utf8JsonWriter json, ChangeForm form)
    {
        WriteSloAndTime(json, form);
        json.WriteNumber("budgetShare", form.Number("share") / 100);
    }

    private static void WriteExclusion(Utf8JsonWriter json, ChangeForm form)
    {
        json.WriteString("slo", form.Subject.Name);
        json.WriteString("from", form.Time("from"));
        json.WriteString("to", form.Time("to"));
    }

    private static void WriteSloAndTime(Utf8JsonWriter json, ChangeForm form)
    {
        json.WriteString("slo", form.Subject.Name);
        json.WriteString("at", form.At);
    }

    private static void WriteVersion(Utf8JsonWriter json, ChangeForm form) => json.WriteString("etag", form.Subject.Etag);

    private static void WriteConclusion(Utf8JsonWriter json, ChangeForm form)
    {
        WriteVersion(json, form);
        if (form.Value("ship") is { Length: > 0 } variant)
        {
            json.WriteString("ship", variant);
        }
    }
}
