using Microsoft.Extensions.Logging;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>An objective that log entries feed while the host runs.</summary>
internal sealed class LogTarget(LogOrigin origin)
{
    private OutcomeRecorder? _recorder;

    public LogOrigin Origin => origin;

    public void Connect(OutcomeRecorder? recorder) => Volatile.Write(ref _recorder, recorder);

    public void Record(LogLevel level, EventId entry)
    {
        if (Volatile.Read(ref _recorder) is not { } recorder)
        {
            return;
        }

        if (level >= origin.BadFrom)
        {
            recorder.Record(good: false);
        }
        else if (origin.GoodEvent is null || origin.GoodEvent == entry.Name)
        {
            recorder.Record(good: true);
        }
    }
}
