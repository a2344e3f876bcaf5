namespace Reliability.Statistics.Internal;

/// <summary>How much of an error enters the level, the slope and the season, and the factor that damps the slope.</summary>
internal readonly record struct SmoothingWeights(double Alpha, double Beta, double Gamma, double Phi);
