namespace Reliability.Recording;

public sealed partial class ReliabilityRecorder
{
    /// <summary>Returns the recorder of the values of a metric, whatever their kind. Outcomes have no values.</summary>
    /// <param name="name">The name of the metric.</param>
    /// <exception cref="KeyNotFoundException">No series has this name.</exception>
    /// <exception cref="InvalidOperationException">The metric consists of outcomes; use <see cref="Outcomes"/>.</exception>
    public ValueRecorder Metric(string name) => new(Get<SeriesRecorder>(name));
}
