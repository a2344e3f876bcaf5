using Reliability.Sketches;

namespace Reliability.Storage;

/// <summary>What a <see cref="SketchJournal"/> adds to the sketch of one bucket.</summary>
public readonly record struct JournaledSketch
{
    /// <summary>Gets the name of the series.</summary>
    public required string Series { get; init; }

    /// <summary>Gets the tier of the bucket.</summary>
    public required SeriesResolution Resolution { get; init; }

    /// <summary>Gets the start of the bucket, in UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the sketch, which belongs to the journal. Do not change it.</summary>
    public required QuantileSketch Sketch { get; init; }
}
