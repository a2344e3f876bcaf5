using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Releases.Internal;

/// <summary>An entry in the history of deployments as it is stored, format 1.</summary>
internal sealed record DeploymentRecord : IStoredEvent<DeploymentRecord>
{
    public const string StartedType = "started";

    public const string FinishedType = "finished";

    public const string RecordedType = "recorded";

    public const string ObservedType = "observed";

    public const string TestedType = "tested";

    public static string Stream => "deployments";

    public static int Format => 1;

    public static JsonTypeInfo<DeploymentRecord> Json => ReleasesJson.Default.DeploymentRecord;

    public static FrozenSet<string> Types { get; } =
        FrozenSet.Create(StringComparer.Ordinal, StartedType, FinishedType, RecordedType, ObservedType, TestedType);

    public int V { get; init; } = Format;

    /// <summary>The ID of the change.</summary>
    public required string Id { get; init; }

    /// <summary>The ID of the deployment; null when it is that of the change.</summary>
    public string? Deployment { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public string? Environment { get; init; }

    public string? Version { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Status { get; init; }

    public IReadOnlyList<StoredCommit>? Commits { get; init; }

    public string? RollbackOf { get; init; }

    public StoredTests? Tests { get; init; }

    public static DeploymentChangeKind KindOf(string type) => type switch
    {
        StartedType => DeploymentChangeKind.Started,
        FinishedType => DeploymentChangeKind.Finished,
        RecordedType => DeploymentChangeKind.Recorded,
        ObservedType => DeploymentChangeKind.Observed,
        TestedType => DeploymentChangeKind.Tested,
        _ => DeploymentChangeKind.Unknown,
    };
}
