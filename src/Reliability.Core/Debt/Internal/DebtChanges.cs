using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>What each change makes of an item, or why it does not fit its state. Pure.</summary>
internal static class DebtChanges
{
    public static DebtChangeResult Edit(DebtRecord before, DebtDefinition definition)
    {
        DebtRecord after = DebtRecord.Of(definition, before.CreatedAt);
        return new(after with
        {
            ResolvedAt = before.ResolvedAt,
            ResolvedBy = before.ResolvedBy,
            ResolutionNotes = before.ResolutionNotes,
            Acceptance = before.Acceptance,
            Incidents = before.Incidents,
            Objectives = before.Objectives,
            History = before.History,
        });
    }

    public static DebtChangeResult Resolve(DebtRecord before, DebtResolveRequest request, DateTimeOffset now) =>
        before.ResolvedAt is { } at
            ? new($"was resolved on {Day(at)} by {before.ResolvedBy}")
            : new(before with { ResolvedAt = now, ResolvedBy = request.By, ResolutionNotes = request.Notes });

    public static DebtChangeResult Reopen(DebtRecord before) =>
        before.ResolvedAt is null && before.Acceptance is null
            ? new("is open")
            : new(before with { ResolvedAt = null, ResolvedBy = null, ResolutionNotes = null, Acceptance = null });

    public static DebtChangeResult Accept(DebtRecord before, DebtAcceptRequest request, DateTimeOffset now) =>
        before.ResolvedAt is { } at
            ? new($"was resolved on {Day(at)} by {before.ResolvedBy}")
            : new(before with
            {
                Acceptance = new StoredAcceptance
                {
                    Approver = request.Approver,
                    Reason = request.Reason,
                    At = now,
                    ExpiresAt = AuditText.ToMicrosecond(request.ExpiresAt),
                },
            });

    public static DebtChangeResult Link(DebtRecord before, DebtLink link)
    {
        IReadOnlyList<string> present = Links(before, link.Kind);
        return present.Contains(link.Id, StringComparer.Ordinal)
            ? new($"is linked to {Word(link)} already")
            : present.Count >= DebtItem.MaxLinks
                ? new(Check.Text($"has {present.Count} links of this kind, the maximum"))
                : new(With(before, link.Kind, [.. present, link.Id]));
    }

    public static DebtChangeResult Unlink(DebtRecord before, DebtLink link)
    {
        IReadOnlyList<string> present = Links(before, link.Kind);
        return present.Contains(link.Id, StringComparer.Ordinal)
            ? new(With(before, link.Kind, [.. present.Where(one => one != link.Id)]))
            : new($"is not linked to {Word(link)}");
    }

    private static IReadOnlyList<string> Links(DebtRecord record, DebtLinkKind kind) =>
        (kind == DebtLinkKind.Incident ? record.Incidents : record.Objectives) ?? [];

    private static DebtRecord With(DebtRecord record, DebtLinkKind kind, IReadOnlyList<string> links) => kind == DebtLinkKind.Incident
        ? record with { Incidents = DebtRecord.Filled(links) }
        : record with { Objectives = DebtRecord.Filled(links) };

    private static string Word(DebtLink link) => $"the {(link.Kind == DebtLinkKind.Incident ? "incident" : "objective")} '{link.Id}'";

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
