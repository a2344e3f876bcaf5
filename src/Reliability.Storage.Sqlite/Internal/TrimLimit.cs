namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The starts of the oldest bucket of a tier that is kept, and of the oldest one whose sketch is kept.</summary>
internal readonly record struct TrimLimit(SeriesResolution Resolution, long OldestBucket, long OldestSketch);
