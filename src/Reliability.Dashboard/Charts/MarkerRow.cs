using System.Text.Json.Serialization;

namespace Reliability.Dashboard.Internal;

/// <summary>What happened to a service: a deployment, an incident, or what else a source of markers knows.</summary>
internal sealed record MarkerRow
{
    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>Gets how a chart marks it.</summary>
    [JsonIgnore]
    public MarkerKind MarkerKind => Kind switch
    {
        "deployment" => MarkerKind.Deployment,
        "incident" => MarkerKind.Incident,
        "experiment" => MarkerKind.Experiment,
        _ => MarkerKind.Event,
    };
}
