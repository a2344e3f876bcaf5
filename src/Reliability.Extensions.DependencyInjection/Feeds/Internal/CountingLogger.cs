using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>Counts the entries of one category. It does not format them, and does not allocate unless the metric is split.</summary>
internal sealed class CountingLogger(LogTarget[] targets) : ILogger
{
    private readonly LogTarget[][] _objectives =
        [.. targets.GroupBy(target => target.Origin.Slo, StringComparer.Ordinal).Select(group => group.ToArray())];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => !LogFilter.Note() && Counts(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!Counts(logLevel))
        {
            return;
        }

        foreach (LogTarget[] objective in _objectives)
        {
            EventVerdict verdict = EventVerdict.None;
            foreach (LogTarget target in objective)
            {
                verdict = (EventVerdict)Math.Max((int)verdict, (int)target.Judge(logLevel, eventId));
            }

            if (verdict != EventVerdict.None)
            {
                objective[0].Record(verdict == EventVerdict.Good, state);
            }
        }
    }

    private static bool Counts(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None;
}
