using System.Diagnostics.Metrics;
using Reliability.Jobs;

namespace Reliability.Internal;

/// <summary>The metrics of the background work.</summary>
internal sealed class JobMetrics
{
    public JobMetrics(Meter meter, JobCoordinator jobs) => meter.CreateObservableGauge(
        ReliabilityDiagnostics.JobLateness,
        () => jobs.LastKnownStatus.Select(one => new Measurement<double>(
            one.Lateness.TotalSeconds,
            new KeyValuePair<string, object?>("job", one.Job),
            new KeyValuePair<string, object?>("item", one.Item),
            new KeyValuePair<string, object?>("service", one.Service))),
        "s",
        "How long ago a job was last done.");
}
