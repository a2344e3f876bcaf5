using Microsoft.Extensions.Logging;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>An objective that log entries feed while the host runs.</summary>
internal sealed class LogTarget(LogOrigin origin)
{
    private readonly Lock _gate = new();
    private OutcomeRecorder? _recorder;
    private Feed? _feed;
    private bool _appeared;

    public LogOrigin Origin => origin;

    /// <summary>Notes that something logs to the category. Loggers can be created before the host starts.</summary>
    public void Appear()
    {
        lock (_gate)
        {
            _appeared = true;
            _feed?.Connect();
        }
    }

    /// <summary>Records the entries that follow.</summary>
    public void Start(Feed feed)
    {
        lock (_gate)
        {
            _feed = feed;
            if (_appeared)
            {
                feed.Connect();
            }
        }

        Volatile.Write(ref _recorder, (OutcomeRecorder)feed.Recorder);
    }

    public void Stop() => Volatile.Write(ref _recorder, null);

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
