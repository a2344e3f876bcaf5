using System.Diagnostics;
using System.Net.Sockets;

namespace Reliability.TestServers.Internal;

/// <summary>Asks until the answer is yes.</summary>
internal static class Poll
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// A server that cannot be reached, or does not answer as it should, is not there yet. Gives up after 30 seconds, or at once
    /// when <paramref name="end"/> completes.
    /// </summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> failure, Task? end = null)
    {
        var clock = Stopwatch.StartNew();
        Exception? last = null;
        while (end is not { IsCompleted: true } && clock.Elapsed < Patience)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (Exception e) when (e is SocketException or IOException or InvalidOperationException or OperationCanceledException)
            {
                last = e;
            }

            Task pause = Task.Delay(Pause);
            await (end is null ? pause : Task.WhenAny(pause, end));
        }

        throw new InvalidOperationException(failure(), last);
    }
}
