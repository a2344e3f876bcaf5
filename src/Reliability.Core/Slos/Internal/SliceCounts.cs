namespace Reliability.Slos.Internal;

/// <summary>Time slices of a window.</summary>
/// <param name="Total">Those that count.</param>
/// <param name="Good">Those of them that are good.</param>
/// <param name="Measured">Those in which somebody measured.</param>
/// <param name="Elapsed">All since the first that was measured.</param>
internal readonly record struct SliceCounts(long Total, long Good, long Measured, long Elapsed);
