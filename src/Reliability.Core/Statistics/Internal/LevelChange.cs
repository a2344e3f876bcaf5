namespace Reliability.Statistics.Internal;

/// <summary>A change of the level: the index of the first value of the new level, the interval that it lies in, and its p-value.</summary>
internal readonly record struct LevelChange(int At, int From, int To, double PValue);
