using System.Globalization;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <content>The changes of incidents.</content>
public sealed partial class IncidentRegister
{
    /// <inheritdoc/>
    public async ValueTask<IncidentUpdate> EditAsync(
        Incident seen, IncidentDefinition definition, ChangeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(request);
        IncidentReader reader = ReaderOf(seen.Service);
        if (!IsMade(seen, IncidentChangeKind.Edited, request, IsOther)
            && await FindLinkFaultAsync(reader, seen, definition, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            // An earlier call may have stored the same request, before what it names was removed.
            return await reader.GetAsync(seen.Id, cancellationToken).ConfigureAwait(false) is { } current
                && IsMade(current, IncidentChangeKind.Edited, request, IsOther)
                    ? Done(current)
                    : fault with { Current = seen };
        }

        return await ChangeAsync(
            seen,
            IncidentChangeKind.Edited,
            request,
            (before, _) => new IncidentChangeResult(before with { Definition = definition }),
            IsOther,
            cancellationToken).ConfigureAwait(false);

        bool IsOther(Incident current, IncidentChange made) => IncidentFields.Differ(
            current, made.Revision, current with { Definition = definition }, field => !field.EndsWith("At", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public ValueTask<IncidentUpdate> SetMilestoneAsync(
        Incident seen, IncidentMilestoneRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireTime(request.At, Now(), nameof(request.At));
        return ChangeAsync(
            seen,
            IncidentChangeKind.MilestoneSet,
            request,
            (before, _) => request.Milestone == IncidentMilestone.Resolved && (before.Times.ResolvedAt is null || request.At is null)
                ? new IncidentChangeResult(before.Times.ResolvedAt is null ? "is not resolved; resolve it" : "is resolved; open it again")
                : new IncidentChangeResult(before with
                {
                    Times = before.Times.With(request.Milestone, request.At, request.IsEstimate),
                }),
            (current, made) => IncidentFields.Differ(
                current,
                made.Revision,
                current with { Times = current.Times.With(request.Milestone, request.At, request.IsEstimate) },
                field => field == IncidentFields.NameOf(request.Milestone)),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IncidentUpdate> NoteAsync(
        Incident seen, IncidentNoteRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireTime(request.At, Now(), nameof(request.At));
        return ChangeAsync(
            seen,
            IncidentChangeKind.Noted,
            request,
            (before, now) => new IncidentChangeResult(Noted(before, request.At ?? now, request.By, request.Text)),
            (current, made) =>
            {
                Incident noted = Noted(current with { Timeline = [] }, request.At ?? made.At, made.By, request.Text);
                return !current.Timeline.Contains(noted.Timeline[0]);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IncidentUpdate> ResolveAsync(
        Incident seen, IncidentResolution request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireTime(request.ResolvedAt, Now(), nameof(request.ResolvedAt));
        return ChangeAsync(
            seen,
            IncidentChangeKind.Resolved,
            request,
            (before, now) => before.Times.ResolvedAt is { } at
                ? new IncidentChangeResult(ResolvedText(before, at))
                : new IncidentChangeResult(before with
                {
                    Times = before.Times.With(IncidentMilestone.Resolved, request.ResolvedAt ?? now),
                    Definition = before.Definition with
                    {
                        CauseClass = request.CauseClass ?? before.Definition.CauseClass,
                        Impact = request.Impact ?? before.Definition.Impact,
                    },
                }),
            (current, made) => IncidentFields.Differ(
                current,
                made.Revision,
                current with
                {
                    Times = current.Times.With(IncidentMilestone.Resolved, request.ResolvedAt),
                    Definition = current.Definition with { CauseClass = request.CauseClass, Impact = request.Impact },
                },
                field => field switch
                {
                    "resolvedAt" => request.ResolvedAt is not null,
                    "causeClass" => request.CauseClass is not null,
                    "impact" => request.Impact is not null,
                    _ => false,
                }),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IncidentUpdate> ReopenAsync(
        Incident seen, ChangeRequest request, CancellationToken cancellationToken = default) => ChangeAsync(
        seen,
        IncidentChangeKind.Reopened,
        request,
        (before, _) => before.Status == IncidentStatus.Open ? new IncidentChangeResult("is open") : new IncidentChangeResult(Open(before)),
        differs: null,
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IncidentUpdate> RemeasureAsync(
        Incident seen, ChangeRequest request, CancellationToken cancellationToken = default) => ChangeAsync(
        seen,
        IncidentChangeKind.Measured,
        request,
        (before, _) => _meter is null
            ? new IncidentChangeResult("cannot be measured, because nothing measures budgets")
            : new IncidentChangeResult(before with { Cost = null }),
        differs: null,
        cancellationToken);

    /// <summary>Returns an incident without its end.</summary>
    internal static Incident Open(Incident before) => before with
    {
        Times = before.Times.With(IncidentMilestone.Mitigated, null).With(IncidentMilestone.Resolved, null),
        Cost = null,
    };

    /// <summary>Returns an incident with one more entry of its timeline.</summary>
    internal static Incident Noted(Incident before, DateTimeOffset at, string by, string text) => before with
    {
        Timeline =
        [
            .. before.Timeline.Append(new IncidentNote { At = AuditText.ToMicrosecond(at), By = by, Text = text })
                .OrderBy(note => note.At),
        ],
    };

    /// <summary>Makes a change of the version that the caller has seen, or says why not.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="kind">The kind of the change.</param>
    /// <param name="request">Who makes it, and why.</param>
    /// <param name="change">Returns the incident after the change.</param>
    /// <param name="differs">
    /// Returns whether the request states something else than a stored change with its id, or null if it states nothing.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The id belongs to another change, or to one with other content.</exception>
    internal async ValueTask<IncidentUpdate> ChangeAsync(
        Incident seen,
        IncidentChangeKind kind,
        ChangeRequest request,
        Func<Incident, DateTimeOffset, IncidentChangeResult> change,
        Func<Incident, IncidentChange, bool>? differs,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(request);
        IncidentReader reader = ReaderOf(seen.Service);
        if (IsMade(seen, kind, request, differs))
        {
            return Done(seen);
        }

        bool isLast = kind is IncidentChangeKind.Resolved or IncidentChangeKind.AlertResolved or IncidentChangeKind.Measured;
        if (seen.Revision >= Incident.MaxChanges && !isLast)
        {
            return Reject(seen, Check.Text($"was changed {seen.Revision} times, the maximum; it can only be resolved"));
        }

        DateTimeOffset now = Now() is var present && present > seen.History[^1].At ? present : seen.History[^1].At;
        IncidentChangeResult result = change(seen, now);
        if (result.After is not { } changed)
        {
            return Reject(seen, result.Rejection!);
        }

        // The cost of one that has ended is stored, because its minutes are not kept for ever; that of an open one is measured by readers.
        bool isOther = (changed.EndedAt, changed.StartedAt) != (seen.EndedAt, seen.StartedAt)
            || !changed.Definition.Objectives.SequenceEqual(seen.Definition.Objectives, StringComparer.Ordinal);
        changed = changed.EndedAt is null ? changed with { Cost = null }
            : changed.Cost is null || isOther || kind == IncidentChangeKind.Resolved
                ? await CostedAsync(changed, cancellationToken).ConfigureAwait(false)
                : changed;
        Incident after = changed with
        {
            History =
            [
                .. seen.History,
                new IncidentChange
                {
                    Revision = seen.Revision + 1,
                    Id = request.Id,
                    Kind = kind,
                    By = request.By,
                    Reason = request.Reason,
                    At = now,
                    Fields = IncidentFields.Between(seen, changed),
                },
            ],
        };
        var record = IncidentRecord.Of(after);
        if (DocumentSet<IncidentRecord>.SizeFault(record) is { } fault)
        {
            return Reject(seen, fault);
        }

        DocumentWrite write = reader.Documents.Write(seen.Id, reader.Documents.Seen(seen.Id, seen.ETag), record);
        if (await reader.Documents.PutAsync(write, cancellationToken).ConfigureAwait(false) == WriteOutcome.Stored)
        {
            return Done(after with { ETag = write.ETag });
        }

        Incident current = await reader.GetAsync(seen.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new KeyNotFoundException($"Service '{seen.Service}' has no incident '{Names.Shorten(seen.Id)}'.");

        // An earlier call may have stored the same request even though its answer was lost.
        return IsMade(current, kind, request, differs)
            ? Done(current)
            : new IncidentUpdate { Outcome = IncidentOutcome.Conflict, Current = current, Proposed = after };
    }

    private static bool IsMade(
        Incident incident, IncidentChangeKind kind, ChangeRequest request, Func<Incident, IncidentChange, bool>? differs)
    {
        if (incident.History.FirstOrDefault(change => change.Id == request.Id) is not { } made)
        {
            return false;
        }

        string? fault = made.Kind != kind ? Check.Text($"another change of the incident '{incident.Id}' ({made.Kind})")
            : differs?.Invoke(incident, made) == true ? $"a change of the incident '{incident.Id}' with other content"
            : null;
        return fault is null
            ? true
            : throw new ArgumentException($"The id '{request.Id}' belongs to {fault}. Use a new id.", nameof(request));
    }

    private static IncidentUpdate Reject(Incident incident, string rejection) => new()
    {
        Outcome = IncidentOutcome.Rejected,
        Current = incident,
        Rejection = $"The incident '{incident.Id}' {rejection}.",
    };

    private static string ResolvedText(Incident before, DateTimeOffset at)
    {
        string by = before.History.LastOrDefault(change => change.Kind == IncidentChangeKind.Resolved)?.By ?? before.History[0].By;
        return string.Create(CultureInfo.InvariantCulture, $"was resolved on {at:yyyy-MM-dd HH:mm}Z by {by}");
    }
}
