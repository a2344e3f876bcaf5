namespace Reliability;

/// <summary>Tells how a set-up is doing: whether its store is there, and what waits in memory meanwhile.</summary>
public interface IReliabilityHealth
{
    /// <summary>How it is doing now, as the last flush found it. Asks no store.</summary>
    ReliabilityHealthReport GetReport();
}
