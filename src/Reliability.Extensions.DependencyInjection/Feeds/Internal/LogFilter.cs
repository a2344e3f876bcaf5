using Microsoft.Extensions.Logging;

namespace Reliability.Internal;

/// <summary>
/// Finds out whether the filter of logging lets entries through to <see cref="CountingLogger"/>. A logger asks its providers in their
/// order whether a level is enabled, and only those whose filter lets the level pass. <see cref="LogCounting"/> is registered as the first.
/// </summary>
internal sealed class LogFilter(ILoggerFactory? factory)
{
    [ThreadStatic]
    private static bool _isAsking;

    [ThreadStatic]
    private static bool _isHeard;

    /// <summary>Notes that a level has reached the counting, if that is being asked.</summary>
    /// <returns>Whether it is being asked.</returns>
    public static bool Note() => _isAsking && (_isHeard = true);

    /// <summary>Returns whether entries of a category for which a logger exists are counted.</summary>
    public bool Passes(string category, LogLevel level)
    {
        if (factory is null)
        {
            return true;
        }

        (_isAsking, _isHeard) = (true, false);
        try
        {
            factory.CreateLogger(category).IsEnabled(level);
            return _isHeard;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
        finally
        {
            _isAsking = false;
        }
    }
}
