namespace Reliability.Dashboard.Internal;

/// <summary>A value that something is compared with, drawn as a line across a chart.</summary>
internal sealed record Threshold
{
    /// <summary>Gets the label.</summary>
    public required string Label { get; init; }

    /// <summary>Gets the value.</summary>
    public required double Value { get; init; }

    /// <summary>Gets what the colour says.</summary>
    public Tone Tone { get; init; } = Tone.Warn;

    /// <summary>Gets the JSON pointer of the value.</summary>
    public required string Pointer { get; init; }
}
