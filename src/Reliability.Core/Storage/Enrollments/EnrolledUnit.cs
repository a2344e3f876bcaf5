namespace Reliability.Storage;

/// <summary>A unit that an experiment has seen.</summary>
/// <param name="Unit">Its id.</param>
/// <param name="Variant">The arm it was first seen in.</param>
/// <param name="Time">When, in UTC to the millisecond.</param>
/// <param name="IsCrossed">Whether it was seen in another arm since, and so counts nowhere.</param>
public readonly record struct EnrolledUnit(string Unit, string Variant, DateTimeOffset Time, bool IsCrossed);
