namespace Reliability.Dashboard.Internal;

/// <summary>A value at an instant; <see langword="null"/> where nothing was measured.</summary>
internal readonly record struct TimePoint(DateTimeOffset At, double? Value);
