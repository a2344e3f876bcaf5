namespace Reliability.Dashboard.Internal;

/// <summary>A day of a <see cref="StripChart"/>.</summary>
internal readonly record struct StripDay(DateOnly Day, StripState State);
