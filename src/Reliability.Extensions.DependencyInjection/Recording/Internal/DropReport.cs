using Microsoft.Extensions.Logging;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>
/// Logs the events that a recorder has dropped. The container creates it before the recorder, and therefore disposes it after the recorder
/// and everything that records with it: its last line has what nobody stored, also if the host was not stopped.
/// </summary>
internal sealed class DropReport(ReliabilityOptions options, ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private ReliabilityRecorder? _recorder;
    private (long TooOld, long InFuture, long BufferFull) _dropped;
    private LostEvents _lost;

    /// <summary>Notes the recorder whose events are reported.</summary>
    public void Watch(ReliabilityRecorder recorder) => _recorder = recorder;

    /// <summary>Logs the events that a running recorder has dropped since the last call.</summary>
    public void Update(RecorderStatistics now)
    {
        lock (_gate)
        {
            (long tooOld, long inFuture, long bufferFull) = _dropped;
            _dropped = (now.DroppedTooOld, now.DroppedInFuture, now.DroppedBufferFull);
            if (_dropped != (tooOld, inFuture, bufferFull))
            {
                RecordingLog.EventsDropped(
                    logger,
                    now.DroppedTooOld - tooOld,
                    options.HourRetention,
                    now.DroppedInFuture - inFuture,
                    options.FutureTolerance,
                    now.DroppedBufferFull - bufferFull,
                    options.MaxPendingBuckets);
            }
        }
    }

    /// <summary>
    /// Logs what the last flush could not store. A flush that fails or is canceled with nothing left to store loses nothing.
    /// </summary>
    public void ReportUndelivered(RecorderStatistics last, Exception fault)
    {
        Update(last);
        if (TakeLost(last) is { All: > 0 } lost)
        {
            RecordingLog.StoppedUndelivered(
                logger, lost.All, lost.Outcomes, lost.Values, lost.InstrumentOutcomes, lost.InstrumentValues, fault.Message, fault);
        }
    }

    /// <summary>Logs what has been lost since, once: a container may dispose a service twice.</summary>
    public void Dispose()
    {
        if (_recorder?.GetStatistics() is not { } last)
        {
            return;
        }

        Update(last);
        if (TakeLost(last) is { All: > 0 } lost)
        {
            RecordingLog.EventsTooLate(logger, lost.All, lost.Outcomes, lost.Values, lost.InstrumentOutcomes, lost.InstrumentValues);
        }
    }

    private LostEvents TakeLost(RecorderStatistics now)
    {
        lock (_gate)
        {
            LostEvents all = LostEvents.Of(now);
            LostEvents lost = all.Since(_lost);
            _lost = all;
            return lost;
        }
    }
}
