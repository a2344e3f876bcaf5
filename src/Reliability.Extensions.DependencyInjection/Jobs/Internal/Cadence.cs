using System.Security.Cryptography;

namespace Reliability.Internal;

/// <summary>
/// The pace of repeated work: an interval, varied by a tenth so that replicas do not run at the same moment, and longer while the work
/// fails.
/// </summary>
internal sealed class Cadence(TimeSpan interval, TimeProvider timeProvider)
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);
    private int _failures;

    /// <summary>Waits for the next round.</summary>
    /// <returns>True when the next round is due; false when the host stops.</returns>
    public Task<bool> PauseAsync(CancellationToken stoppingToken) => PauseAsync(NextPause(), timeProvider, stoppingToken);

    /// <inheritdoc cref="PauseAsync(CancellationToken)"/>
    public static async Task<bool> PauseAsync(TimeSpan pause, TimeProvider timeProvider, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(pause, timeProvider, stoppingToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="TryAsync(Func{CancellationToken, ValueTask{bool}}, Action{Exception}, Action, CancellationToken)"/>
    public Task<bool> TryAsync(
        Func<CancellationToken, ValueTask> round, Action<Exception> failed, Action recovered, CancellationToken stoppingToken) =>
        TryAsync(
            async token =>
            {
                await round(token).ConfigureAwait(false);
                return true;
            },
            failed,
            recovered,
            stoppingToken);

    /// <summary>
    /// Runs a round, which returns whether its success shows that an outage is over. Reports when an outage begins and when it ends, not at
    /// every attempt.
    /// </summary>
    /// <returns>Whether the round succeeded.</returns>
    public async Task<bool> TryAsync(
        Func<CancellationToken, ValueTask<bool>> round, Action<Exception> failed, Action recovered, CancellationToken stoppingToken)
    {
        try
        {
            if (await round(stoppingToken).ConfigureAwait(false) && _failures > 0)
            {
                _failures = 0;
                recovered();
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            if (_failures++ == 0)
            {
                failed(e);
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Returns how long to wait for the next round.</summary>
    /// <param name="backsOff">Whether to wait longer while rounds fail.</param>
    public TimeSpan NextPause(bool backsOff = true)
    {
        TimeSpan pause = interval * Math.Pow(2, backsOff ? Math.Min(_failures, 10) : 0);
        TimeSpan bounded = pause < MaxPause ? pause : MaxPause > interval ? MaxPause : interval;
        return bounded * (0.9 + (RandomNumberGenerator.GetInt32(0, 200) / 1000.0));
    }
}
