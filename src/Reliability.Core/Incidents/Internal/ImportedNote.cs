namespace Reliability.Incidents.Internal;

/// <summary>An entry of a timeline in a file. Its time is a text, so that one without an offset can be told.</summary>
internal sealed record ImportedNote
{
    public required string At { get; init; }

    public required string By { get; init; }

    public required string Text { get; init; }
}
