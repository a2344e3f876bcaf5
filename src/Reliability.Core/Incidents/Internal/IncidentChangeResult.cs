namespace Reliability.Incidents.Internal;

/// <summary>An incident after a change, or the end of the sentence that rejects it.</summary>
internal readonly record struct IncidentChangeResult(Incident? After, string? Rejection)
{
    public IncidentChangeResult(Incident after)
        : this(after, null)
    {
    }

    public IncidentChangeResult(string rejection)
        : this(null, rejection)
    {
    }
}
