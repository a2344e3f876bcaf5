using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>What became of the incident of a postmortem, with a sentence if it is not there as it was.</summary>
internal readonly record struct IncidentNotice(PostmortemIncidentState State, string? Sentence)
{
    public static IncidentNotice Of(string service, string id, Incident? incident) => incident switch
    {
        null => new(PostmortemIncidentState.Missing, $"Service '{service}' has no incident '{Names.Shorten(id)}'."),
        { Definition.DuplicateOf: { } other } => new(
            PostmortemIncidentState.Duplicate,
            $"The incident '{Names.Shorten(id)}' is a duplicate of '{other}', whose postmortem counts."),
        _ => new(PostmortemIncidentState.Present, null),
    };

    public PostmortemUpdate Add(PostmortemUpdate update) => update with { Incident = State, Notice = Sentence };
}
