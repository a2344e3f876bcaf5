using Reliability.Common.Internal;

namespace Reliability.Releases.Internal;

/// <summary>
/// The deployments of a service as its history states them up to a position. It never changes: what is appended makes another one.
/// </summary>
internal sealed class DeploymentState
{
    public static readonly DeploymentState Empty = new([], [], 0);

    private readonly Dictionary<string, Deployment> _byId;
    private readonly Dictionary<string, (string Type, DeploymentRecord Record)> _changes;
    private readonly Deployment[] _ordered;

    private DeploymentState(
        Dictionary<string, Deployment> byId, Dictionary<string, (string Type, DeploymentRecord Record)> changes, long position)
    {
        (_byId, _changes, Position) = (byId, changes, position);
        _ordered = [.. byId.Values];
        Array.Sort(_ordered, DeploymentPlace.Compare);
    }

    /// <summary>The last entry that was read.</summary>
    public long Position { get; }

    /// <summary>The deployments by their start, the oldest first.</summary>
    public IReadOnlyList<Deployment> Deployments => _ordered;

    public Deployment? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The change with an ID, which is stored.</summary>
    public (string Type, DeploymentRecord Record)? ChangeOf(string id) =>
        _changes.TryGetValue(id, out (string Type, DeploymentRecord Record) change) ? change : null;

    public IEnumerable<Deployment> In(string environment) => _ordered.Where(one => IsIn(one, environment));

    /// <summary>The deployment whose version is in use: of those that succeeded the one that ended last.</summary>
    public static Deployment? LiveOf(IEnumerable<Deployment> deployments) => deployments
        .Where(one => one.Status == DeploymentStatus.Succeeded)
        .MaxBy(one => (one.EndedAt, one.Position));

    public static bool IsIn(Deployment one, string environment) =>
        one.Environment.Equals(environment, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the state after further entries. Those of a type that a later version wrote have no effect.</summary>
    public DeploymentState With(string service, IReadOnlyList<AuditEntry<DeploymentRecord>> entries)
    {
        if (entries.Count == 0)
        {
            return this;
        }

        Dictionary<string, Deployment> byId = new(_byId, StringComparer.Ordinal);
        Dictionary<string, (string Type, DeploymentRecord Record)> changes = new(_changes, StringComparer.Ordinal);
        foreach (AuditEntry<DeploymentRecord> entry in entries)
        {
            if (entry.Record is { } record)
            {
                // Commits are in the deployment.
                changes[record.Id] = (entry.Type, record with { Commits = null });
                Apply(byId, service, entry, record);
            }
        }

        return new DeploymentState(byId, changes, entries[^1].Position);
    }

    private static void Apply(
        Dictionary<string, Deployment> byId, string service, AuditEntry<DeploymentRecord> entry, DeploymentRecord record)
    {
        string id = record.Deployment ?? record.Id;
        Deployment? before = byId.GetValueOrDefault(id);
        Deployment? after = entry.Type switch
        {
            DeploymentRecord.FinishedType => before is null ? null : before with
            {
                Status = DeploymentWords.Status.Value(record.Status!),
                EndedAt = before.EndedAt ?? record.EndedAt,
                Revision = entry.Position,
            },
            DeploymentRecord.TestedType => before is null ? null : before with
            {
                TestSuites = Suites(before.TestSuites, entry.Time, record.Tests!),
                Revision = entry.Position,
            },
            _ => New(service, entry, record),
        };
        if (after is null)
        {
            return;
        }

        byId[id] = after;
        if (after is { Status: DeploymentStatus.Succeeded, RollbackOf: { } withdrawn }
            && before?.Status != DeploymentStatus.Succeeded
            && byId.GetValueOrDefault(withdrawn) is { } target)
        {
            byId[withdrawn] = target with { Status = DeploymentStatus.RolledBack, Revision = entry.Position };
        }
    }

    private static Deployment New(string service, AuditEntry<DeploymentRecord> entry, DeploymentRecord record)
    {
        DateTimeOffset start = record.StartedAt ?? entry.Time;
        DeploymentCommit[] commits = [.. (record.Commits ?? []).Select(one => one.ToCommit())];
        return new Deployment
        {
            Id = record.Id,
            Service = service,
            Environment = record.Environment ?? DeploymentDefinition.DefaultEnvironment,
            Version = record.Version ?? string.Empty,
            StartedAt = start,
            EndedAt = record.EndedAt,
            Status = record.Status is null ? DeploymentStatus.Running : DeploymentWords.Status.Value(record.Status),
            By = record.By,
            Commits = commits,
            RollbackOf = record.RollbackOf,
            Flags = (Array.Exists(commits, one => one.At > start) ? DeploymentDoubts.CommitAfterDeployment : DeploymentDoubts.None)
                | (entry.Type == DeploymentRecord.ObservedType ? DeploymentDoubts.Observed : DeploymentDoubts.None),
            Revision = entry.Position,
            Position = entry.Position,
        };
    }

    private static DeploymentTestSuite[] Suites(IReadOnlyList<DeploymentTestSuite> before, DateTimeOffset time, StoredTests tests)
    {
        var suite = new DeploymentTestSuite { Name = tests.Suite, RecordedAt = time, Results = tests.ToResults() };
        return before.Any(one => one.Name == suite.Name)
            ? [.. before.Select(one => one.Name == suite.Name ? suite : one)]
            : [.. before, suite];
    }
}
