using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>The changes that the pages offer. The script of the pages asks for the same in dialogs.</summary>
internal static class ChangeActs
{
    public static IReadOnlyList<ChangeAct> All { get; } =
    [
        new ChangeAct
        {
            Name = "override",
            Target = ChangeTarget.Service,
            Verb = "Override the gate",
            Title = "Override the gate of",
            Rule = "Releases are allowed although the gate blocks, until the override ends. The reasons stay visible.",
            Fields = [new() { Name = "hours", Label = "Hours until it ends", Kind = ChangeFieldKind.Number, Value = "4" }],
            Endpoint = "/gate/{service}/overrides",
            RouteValue = "service",
            Write = (json, form) => json.WriteString("expiresAt", form.At.AddHours((double)form.Number("hours"))),
        },
        new ChangeAct
        {
            Name = "revoke",
            Target = ChangeTarget.Service,
            Verb = "Revoke the override",
            Title = "Revoke the override of",
            Rule = "The gate blocks again as soon as its reasons do.",
            Endpoint = "/gate/{service}/overrides/{id}/revocation",
            RouteValue = "service",
            HasId = false,
            Write = (_, _) => { },
        },
        new ChangeAct
        {
            Name = "adjust",
            Target = ChangeTarget.Objective,
            Verb = "Adjust the budget",
            Title = "Adjust the budget of",
            Rule = "Restores a share of the budget, from now on.",
            Fields =
            [
                new()
                {
                    Name = "share",
                    Label = "Share of the budget to restore, in percent",
                    Kind = ChangeFieldKind.Number,
                    Value = "10",
                },
            ],
            Endpoint = "/ledger/adjustments",
            Write = (json, form) =>
            {
                json.WriteString("slo", form.Subject.Name);
                json.WriteString("at", form.At);
                json.WriteNumber("budgetShare", form.Number("share") / 100);
            },
        },
        new ChangeAct
        {
            Name = "exclude",
            Target = ChangeTarget.Objective,
            Verb = "Exclude this time",
            Title = "Exclude time from",
            Rule = "Events of this time no longer count, neither good nor bad.",
            Fields =
            [
                new() { Name = "from", Label = "From", Kind = ChangeFieldKind.Time },
                new() { Name = "to", Label = "To", Kind = ChangeFieldKind.Time },
            ],
            Endpoint = "/ledger/exclusions",
            Write = (json, form) =>
            {
                json.WriteString("slo", form.Subject.Name);
                json.WriteString("from", form.Time("from"));
                json.WriteString("to", form.Time("to"));
            },
        },
        new ChangeAct
        {
            Name = "reset",
            Target = ChangeTarget.Objective,
            Verb = "Reset the budget",
            Title = "Reset the budget of",
            Rule = "Everything that happened until now no longer counts, so that all of the budget remains afterwards.",
            AsksForName = true,
            Endpoint = "/ledger/resets",
            Write = (json, form) =>
            {
                json.WriteString("slo", form.Subject.Name);
                json.WriteString("at", form.At);
            },
        },
        new ChangeAct
        {
            Name = "pause",
            Target = ChangeTarget.Experiment,
            Verb = "Pause",
            Title = "Pause",
            Rule = "No unit is assigned or counted until somebody resumes it.",
            Endpoint = "/experiments/{key}/pause",
            RouteValue = "key",
            Write = WriteVersion,
        },
        new ChangeAct
        {
            Name = "resume",
            Target = ChangeTarget.Experiment,
            Verb = "Resume",
            Title = "Resume",
            Rule = "Units are assigned and counted again.",
            Endpoint = "/experiments/{key}/resume",
            RouteValue = "key",
            Write = WriteVersion,
        },
        new ChangeAct
        {
            Name = "conclude",
            Target = ChangeTarget.Experiment,
            Verb = "Conclude",
            Title = "Conclude",
            Rule = "It ends for good, with a snapshot of what the decision is based on.",
            Fields = [new() { Name = "ship", Label = "Variant to ship (empty: the control)", IsRequired = false }],
            AsksForName = true,
            Endpoint = "/experiments/{key}/conclude",
            RouteValue = "key",
            Write = (json, form) =>
            {
                WriteVersion(json, form);
                if (form.Value("ship") is { Length: > 0 } variant)
                {
                    json.WriteString("ship", variant);
                }
            },
        },
    ];

    private static void WriteVersion(Utf8JsonWriter json, ChangeForm form) => json.WriteString("etag", form.Subject.Etag);
}
