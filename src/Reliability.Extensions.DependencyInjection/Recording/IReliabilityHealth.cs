namespace Reliability;

/// <summary>Reports the health of a setup: whether its store is available, and what is waiting in memory.</summary>
public interface IReliabilityHealth
{
    /// <summary>Returns the current health, as of the last flush. Does not access the store.</summary>
    ReliabilityHealthReport GetReport();
}
