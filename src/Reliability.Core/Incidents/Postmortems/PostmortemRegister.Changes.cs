using System.Globalization;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <content>The changes of postmortems.</content>
public sealed partial class PostmortemRegister
{
    /// <inheritdoc/>
    public async ValueTask<PostmortemUpdate> EditAsync(
        Postmortem seen, PostmortemContent content, ChangeRequest change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(content);
        string? taken = await TakenIdAsync(seen, content.Actions, cancellationToken).ConfigureAwait(false);
        return await ChangeAsync(
            seen,
            PostmortemChangeKind.Edited,
            change,
            (before, _, now) =>
            {
                if (before.Status == PostmortemStatus.Final)
                {
                    return new PostmortemChangeResult($"{FinalText(before)}; return it before you change its text");
                }

                PostmortemContent after = content with { Actions = [.. content.Actions.Select(one => PostmortemRules.Timed(one, now))] };
                return (taken ?? FaultOf(after.Actions, before.IncidentId, now)) is { } fault
                    ? new PostmortemChangeResult(fault)
                    : new PostmortemChangeResult(before with { Content = after });
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<PostmortemUpdate> SetActionAsync(
        Postmortem seen, ActionItem action, ChangeRequest change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(action);
        string? taken = await TakenIdAsync(seen, [action], cancellationToken).ConfigureAwait(false);
        return await ChangeAsync(
            seen,
            PostmortemChangeKind.ActionSet,
            change,
            (before, _, now) =>
            {
                ActionItem timed = PostmortemRules.Timed(action, now);
                bool isNew = before.Content.Actions.All(one => one.Id != timed.Id);
                return (taken ?? FaultOf([timed], before.IncidentId, now)) is { } fault ? new PostmortemChangeResult(fault)
                    : isNew && before.Content.Actions.Count >= PostmortemContent.MaxItems
                        ? new PostmortemChangeResult(Check.Text($"has {PostmortemContent.MaxItems} actions, the maximum"))
                        : new PostmortemChangeResult(With(before, timed));
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<PostmortemUpdate> CloseActionAsync(
        Postmortem seen, string actionId, ActionStatus status, ChangeRequest change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actionId);
        Check.Word(status, nameof(status), ActionStatus.Unknown, ActionStatus.Open);
        return ChangeAsync(
            seen,
            PostmortemChangeKind.ActionSet,
            change,
            (before, _, now) => before.Content.Actions.FirstOrDefault(one => one.Id == actionId) switch
            {
                null => new PostmortemChangeResult($"has no action '{Names.Shorten(actionId)}'", PostmortemOutcome.NotFound),
                { Status: not ActionStatus.Open } closed => new PostmortemChangeResult(string.Create(
                    CultureInfo.InvariantCulture,
                    $"has the action '{closed.Id}', which was closed on {closed.ClosedAt:yyyy-MM-dd HH:mm}Z")),
                { } open => new PostmortemChangeResult(With(before, PostmortemRules.Timed(open with { Status = status }, now) with
                {
                    ClosedAt = now > open.CreatedAt ? now : open.CreatedAt,
                })),
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<PostmortemUpdate> SubmitAsync(
        Postmortem seen, ChangeRequest change, CancellationToken cancellationToken = default) => ChangeAsync(
        seen,
        PostmortemChangeKind.Submitted,
        change,
        (before, _, _) => before.Status switch
        {
            PostmortemStatus.Review => new PostmortemChangeResult("is in review"),
            PostmortemStatus.Final => new PostmortemChangeResult(FinalText(before)),
            _ => new PostmortemChangeResult(before with { Status = PostmortemStatus.Review }),
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<PostmortemUpdate> ReturnAsync(
        Postmortem seen, ChangeRequest change, CancellationToken cancellationToken = default) => ChangeAsync(
        seen,
        PostmortemChangeKind.Returned,
        change,
        (before, _, _) => before.Status == PostmortemStatus.Draft
            ? new PostmortemChangeResult("is a draft")
            : new PostmortemChangeResult(before with { Status = PostmortemStatus.Draft }),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<PostmortemUpdate> FinalizeAsync(
        Postmortem seen, ChangeRequest change, CancellationToken cancellationToken = default) => ChangeAsync(
        seen,
        PostmortemChangeKind.Finalized,
        change,
        (before, notice, _) => before.Status switch
        {
            PostmortemStatus.Draft => new PostmortemChangeResult("is a draft; submit it to review first"),
            PostmortemStatus.Final => new PostmortemChangeResult(FinalText(before)),
            _ when notice.State == PostmortemIncidentState.Duplicate =>
                new PostmortemChangeResult($"cannot become final. {notice.Sentence!.TrimEnd('.')}"),
            _ when before.Content.Gaps is { Count: > 0 } gaps => new PostmortemChangeResult(
                $"is not complete. {string.Join(' ', gaps.Select(gap => gap.Message)).TrimEnd('.')}", gaps: gaps),
            _ => new PostmortemChangeResult(before with { Status = PostmortemStatus.Final }),
        },
        cancellationToken);

    private static Postmortem With(Postmortem before, ActionItem action) => before with
    {
        Content = before.Content with
        {
            Actions = before.Content.Actions.Any(one => one.Id == action.Id)
                ? [.. before.Content.Actions.Select(one => one.Id == action.Id ? action : one)]
                : [.. before.Content.Actions, action],
        },
    };

    private static string FinalText(Postmortem before)
    {
        PostmortemChange final = before.History.Last(one => one.Kind == PostmortemChangeKind.Finalized);
        return string.Create(CultureInfo.InvariantCulture, $"is final since {final.At:yyyy-MM-dd HH:mm}Z by {final.By}");
    }

    private static bool IsMade(Postmortem one, PostmortemChangeKind kind, ChangeRequest change) =>
        one.History.FirstOrDefault(made => made.Id == change.Id) is { } made
        && (made.Kind == kind ? true : throw new ArgumentException(
            $"The id '{change.Id}' belongs to another change of the postmortem of '{one.IncidentId}' ({made.Kind}). Use a new id.",
            nameof(change)));

    private string? FaultOf(IReadOnlyList<ActionItem> actions, string incidentId, DateTimeOffset now) =>
        actions.Select(one => PostmortemRules.Fault(one, incidentId, now, _zone)).FirstOrDefault(fault => fault is not null);

    /// <summary>Finds an action whose id is that of an action of another postmortem. Two that are stored at the same time may both pass.
    /// </summary>
    private async ValueTask<string?> TakenIdAsync(
        Postmortem seen, IReadOnlyList<ActionItem> actions, CancellationToken cancellationToken)
    {
        HashSet<string> added = new(actions.Select(one => one.Id), StringComparer.Ordinal);
        added.ExceptWith(seen.Content.Actions.Select(one => one.Id));
        if (added.Count == 0)
        {
            return null;
        }

        await foreach (Postmortem other in ReadAsync(seen.Service, [], cancellationToken).ConfigureAwait(false))
        {
            if (other.IncidentId != seen.IncidentId && other.Content.Actions.FirstOrDefault(one => added.Contains(one.Id)) is { } taken)
            {
                return $"cannot have the action '{Names.Shorten(taken.Id)}', because the incident '{other.IncidentId}' has one with "
                    + "this id";
            }
        }

        return null;
    }

    /// <summary>Makes a change of the version that the caller has seen, or says why not.</summary>
    private async ValueTask<PostmortemUpdate> ChangeAsync(
        Postmortem seen,
        PostmortemChangeKind kind,
        ChangeRequest request,
        Func<Postmortem, IncidentNotice, DateTimeOffset, PostmortemChangeResult> change,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(request);
        PostmortemReader reader = ReaderOf(seen.Service);
        Incident? incident = await _incidents.GetAsync(seen.Service, seen.IncidentId, cancellationToken).ConfigureAwait(false);
        IncidentNotice notice = IncidentNotice.Of(seen.Service, seen.IncidentId, incident);
        if (IsMade(seen, kind, request))
        {
            return notice.Add(Done(seen));
        }

        int max = kind == PostmortemChangeKind.Edited ? Postmortem.MaxChanges : 2 * Postmortem.MaxChanges;
        if (seen.Revision >= max)
        {
            return notice.Add(Reject(seen, Check.Text($"was changed {seen.Revision} times, the maximum")));
        }

        DateTimeOffset now = Now() is var present && present > seen.History[^1].At ? present : seen.History[^1].At;
        PostmortemChangeResult result = change(seen, notice, now);
        if (result.After is not { } changed)
        {
            return notice.Add(Reject(seen, result.Rejection!) with { Outcome = result.Outcome, Gaps = result.Gaps });
        }

        Postmortem after = changed with
        {
            History =
            [
                .. seen.History,
                new PostmortemChange
                {
                    Revision = seen.Revision + 1,
                    Id = request.Id,
                    Kind = kind,
                    By = request.By,
                    Reason = request.Reason,
                    At = now,
                    Fields = PostmortemFields.Between(seen, changed),
                },
            ],
        };
        var record = PostmortemRecord.Of(after);
        if (DocumentSet<PostmortemRecord>.SizeFault(record) is { } large)
        {
            return notice.Add(Reject(seen, large));
        }

        DocumentWrite write = reader.Documents.Write(seen.IncidentId, reader.Documents.Seen(seen.IncidentId, seen.ETag), record);
        if (await reader.Documents.PutAsync(write, cancellationToken).ConfigureAwait(false) == WriteOutcome.Stored)
        {
            return notice.Add(Done(after with { ETag = write.ETag }));
        }

        if (await reader.GetAsync(seen.IncidentId, cancellationToken).ConfigureAwait(false) is not { } current)
        {
            return notice.Add(Reject(seen, "does not exist") with { Outcome = PostmortemOutcome.NotFound, Current = null });
        }

        // An earlier call may have stored the same request even though its answer was lost.
        return notice.Add(IsMade(current, kind, request) ? Done(current) : new PostmortemUpdate
        {
            Outcome = PostmortemOutcome.Conflict,
            Current = current,
            Proposed = after,
            Incident = notice.State,
        });
    }
}
