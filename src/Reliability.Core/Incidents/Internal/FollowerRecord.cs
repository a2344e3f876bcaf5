using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>How far the incidents of a service follow its alerts, format 1.</summary>
internal sealed record FollowerRecord : IStoredDocument<FollowerRecord>
{
    public static string Collection => "incident-alerts";

    public static int Format => 1;

    public static JsonTypeInfo<FollowerRecord> Json => IncidentJson.Default.FollowerRecord;

    public int V { get; init; } = Format;

    /// <summary>Gets the position of the last transition that was followed.</summary>
    public required long Position { get; init; }

    /// <summary>Gets the incident that alerts join, if there is one.</summary>
    public string? Incident { get; init; }

    /// <summary>Gets whether its cost was measured after it ended.</summary>
    public bool IsSettled { get; init; }
}
