namespace Reliability.Statistics.Internal;

/// <summary>A line through a point.</summary>
internal readonly record struct Line(double X, double Y, double Slope);
