using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Releases.Internal;

/// <summary>Decides what becomes of requests. All methods are pure.</summary>
internal static class DeploymentRules
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DeploymentDecision Decide(DeploymentState state, DeploymentStart request, DateTimeOffset now)
    {
        DateTimeOffset start = Time(request.StartedAt ?? now, now, nameof(request.StartedAt));
        return Known(
            state,
            request,
            DeploymentRecord.StartedType,
            record => IsOf(state, record, request.Definition) && Fits(request.StartedAt, record.StartedAt))
            ?? Withdrawn(state, request.Definition)
            ?? DeploymentDecision.Append(DeploymentRecord.StartedType, Of(request, request.Definition) with { StartedAt = start });
    }

    public static DeploymentDecision Decide(DeploymentState state, CompletedDeployment request, DateTimeOffset now)
    {
        DateTimeOffset end = Time(request.EndedAt ?? now, now, nameof(request.EndedAt));
        DateTimeOffset start = Time(request.StartedAt ?? end, now, nameof(request.StartedAt));
        RequireOrder(start, end);
        string status = DeploymentWords.Status.Word(request.Status);
        return Known(
            state,
            request,
            DeploymentRecord.RecordedType,
            record => IsOf(state, record, request.Definition) && record.Status == status
                && Fits(request.StartedAt, record.StartedAt) && Fits(request.EndedAt, record.EndedAt))
            ?? Withdrawn(state, request.Definition)
            ?? DeploymentDecision.Append(
                DeploymentRecord.RecordedType,
                Of(request, request.Definition) with { StartedAt = start, EndedAt = end, Status = status });
    }

    public static DeploymentDecision Decide(DeploymentState state, DeploymentFinish request, DateTimeOffset now)
    {
        DateTimeOffset end = Time(request.EndedAt ?? now, now, nameof(request.EndedAt));
        string status = DeploymentWords.Status.Word(request.Status);
        if (Known(
            state,
            request,
            DeploymentRecord.FinishedType,
            record => record.Deployment == request.DeploymentId && record.Status == status
                && Fits(request.EndedAt, record.EndedAt)) is { } known)
        {
            return known;
        }

        if (state.Find(request.DeploymentId) is not { } current)
        {
            return NotFound(request.DeploymentId, request.Service);
        }

        if (request.Revision is { } seen && seen != current.Revision)
        {
            return DeploymentDecision.Is(
                DeploymentOutcome.Conflict,
                current,
                Check.Text($"The deployment was changed since: it has revision {current.Revision}, and the request names {seen}."));
        }

        bool isRunning = current.Status == DeploymentStatus.Running;
        if (!isRunning && (current.Status != DeploymentStatus.Succeeded || request.Status != DeploymentStatus.RolledBack))
        {
            return DeploymentDecision.Is(
                DeploymentOutcome.Conflict,
                current,
                $"The deployment ended before, as {current.Status}. One that succeeded can only become {DeploymentStatus.RolledBack}.");
        }

        RequireOrder(current.StartedAt, end);
        return DeploymentDecision.Append(DeploymentRecord.FinishedType, Of(request) with
        {
            Deployment = request.DeploymentId,
            Status = status,
            EndedAt = end,
        });
    }

    public static DeploymentDecision Decide(DeploymentState state, DeploymentTestReport request) =>
        Known(
            state,
            request,
            DeploymentRecord.TestedType,
            record => record.Deployment == request.DeploymentId && IsOf(record.Tests!, StoredTests.Of(request.Suite, request.Results)))
        ?? (state.Find(request.DeploymentId) is null
            ? NotFound(request.DeploymentId, request.Service)
            : DeploymentDecision.Append(DeploymentRecord.TestedType, Of(request) with
            {
                Deployment = request.DeploymentId,
                Tests = StoredTests.Of(request.Suite, request.Results),
            }));

    /// <summary>The answer when the change with this ID is stored already; otherwise null.</summary>
    private static DeploymentDecision? Known(
        DeploymentState state, ChangeRequest request, string type, Func<DeploymentRecord, bool> isSame)
    {
        if (state.ChangeOf(request.Id) is not { } change)
        {
            return null;
        }

        Deployment? current = state.Find(change.Record.Deployment ?? change.Record.Id);
        return change.Type == type && isSame(change.Record)
            ? DeploymentDecision.Is(DeploymentOutcome.Duplicate, current)
            : DeploymentDecision.Is(
                DeploymentOutcome.Conflict,
                current,
                $"The ID '{Names.Shorten(request.Id)}' belongs to another change ({DeploymentRecord.KindOf(change.Type)}). Use a new ID.");
    }

    private static DeploymentDecision? Withdrawn(DeploymentState state, DeploymentDefinition definition) =>
        definition.RollbackOf is { } id && state.Find(id) is null ? NotFound(id, definition.Service) : null;

    private static DeploymentDecision NotFound(string id, string service) => DeploymentDecision.Is(
        DeploymentOutcome.NotFound, null, $"The service '{Names.Shorten(service)}' has no deployment '{Names.Shorten(id)}'.");

    /// <summary>Returns whether a stored start is that of a definition. Its commits are kept in the deployment.</summary>
    private static bool IsOf(DeploymentState state, DeploymentRecord record, DeploymentDefinition definition) =>
        record.Version == definition.Version
        && string.Equals(record.Environment, definition.Environment, StringComparison.OrdinalIgnoreCase)
        && record.RollbackOf == definition.RollbackOf
        && state.Find(record.Id)?.Commits.SequenceEqual(definition.Commits) == true;

    private static bool IsOf(StoredTests stored, StoredTests requested) =>
        stored with { FailedTests = null } == requested with { FailedTests = null }
        && (stored.FailedTests ?? []).SequenceEqual(requested.FailedTests ?? [], StringComparer.Ordinal);

    /// <summary>Returns whether a time of a request is the stored one. Where the request states none, any is.</summary>
    private static bool Fits(DateTimeOffset? stated, DateTimeOffset? stored) => stated is null || stated == stored;

    private static DeploymentRecord Of(ChangeRequest request) => new() { Id = request.Id, By = request.By, Reason = request.Reason };

    private static DeploymentRecord Of(ChangeRequest request, DeploymentDefinition definition) => Of(request) with
    {
        Environment = definition.Environment,
        Version = definition.Version,
        RollbackOf = definition.RollbackOf,
        Commits = definition.Commits.Count == 0 ? null : [.. definition.Commits.Select(StoredCommit.Of)],
    };

    private static DateTimeOffset Time(DateTimeOffset value, DateTimeOffset now, string parameter)
    {
        Check.That(
            value >= Earliest && value <= now + DeploymentRegister.FutureTolerance,
            value,
            $"A time of a deployment is in 2000 or later, and at most {DurationText.Of(DeploymentRegister.FutureTolerance)} after now "
            + $"({now:u}).",
            parameter);
        return value.ToUniversalTime();
    }

    private static void RequireOrder(DateTimeOffset start, DateTimeOffset end) => Check.That(
        end >= start, end, $"A deployment ends at its start ({start:O}) or later.", nameof(DeploymentFinish.EndedAt));
}
