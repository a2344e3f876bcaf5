using System.Globalization;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// The connection that all roles share. It connects at first use, checks the format of the data, runs commands, and converts faults into
/// <see cref="StoreException"/>. It disposes only a connection that it opened.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable, IDisposable
{
    public const int FormatVersion = 3;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConfigurationOptions? _settings;
    private readonly TimeSpan _timeout;
    private readonly KeyFactory _keys;
    private IConnectionMultiplexer? _multiplexer;
    private Task<ConnectionMultiplexer>? _connecting;
    private int _session;
    private int _checkedSession = -1;
    private bool _isDisposed;

    public RedisConnection(RedisStoreOptions options, IConnectionMultiplexer? shared)
    {
        _timeout = options.OperationTimeout;
        _keys = new KeyFactory(options.Prefix);
        _settings = shared is null ? RedisSettings.Read(options.Configuration, _timeout) : null;
        Faults = new RedisFaults(
            _settings is null
                ? $"the connection of '{shared!.ClientName}'"
                : $"'{string.Join(", ", _settings.EndPoints.Select(RedisSettings.Name))}'",
            _timeout);
        if (shared is not null)
        {
            Attach(shared);
        }
    }

    public RedisFaults Faults { get; }

    /// <summary>Gets a number that changes when the connection was lost, so that state on the server may have been lost as well.</summary>
    public int Session => Volatile.Read(ref _session);

    public async ValueTask InitializeAsync(CancellationToken cancellationToken) =>
        await ReadyAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask<T> RunAsync<T>(Func<IDatabase, Task<T>> command, CancellationToken cancellationToken)
    {
        IDatabase database = await ReadyAsync(cancellationToken).ConfigureAwait(false);
        return await WaitAsync(command, database, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<RedisResult> ScriptAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        RunAsync(database => database.ScriptEvaluateAsync(script, keys, values), cancellationToken);

    /// <summary>Sends calls together and awaits them together. Each call is atomic; the whole is not.</summary>
    public ValueTask<T[]> TogetherAsync<T>(Func<IDatabase, IEnumerable<Task<T>>> commands, CancellationToken cancellationToken) =>
        RunAsync(database => Task.WhenAll(commands(database)), cancellationToken);

    public void Dispose()
    {
        _gate.Wait();
        try
        {
            Detach()?.Dispose();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Detach() is { } owned)
            {
                await owned.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Detaches the connection, and returns it if this object owns it.</summary>
    private IConnectionMultiplexer? Detach()
    {
        if (_connecting is not null)
        {
            _ = CloseAsync(_connecting);
            _connecting = null;
        }

        if (_isDisposed || _multiplexer is null)
        {
            _isDisposed = true;
            return null;
        }

        _isDisposed = true;
        _multiplexer.ConnectionFailed -= OnConnectionChanged;
        _multiplexer.ConnectionRestored -= OnConnectionChanged;
        return _settings is null ? null : _multiplexer;
    }

    private async ValueTask<IDatabase> ReadyAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(RedisStore));
        if (_multiplexer is { } multiplexer && Volatile.Read(ref _checkedSession) == Session)
        {
            return multiplexer.GetDatabase();
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(RedisStore));
            IDatabase database = (_multiplexer ?? await ConnectAsync(cancellationToken).ConfigureAwait(false)).GetDatabase();
            int session = Session;
            if (_checkedSession != session)
            {
                await CheckFormatAsync(database, cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _checkedSession, session);
            }

            return database;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Connects once. A caller that cancels leaves the attempt to the next caller.</summary>
    private async Task<IConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        _connecting ??= ConnectionMultiplexer.ConnectAsync(_settings!);
        try
        {
            IConnectionMultiplexer multiplexer = await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
            Attach(multiplexer);
            return multiplexer;
        }
        catch (Exception e) when (RedisFaults.IsFault(e))
        {
            throw Faults.Of(e);
        }
        finally
        {
            _connecting = _connecting.IsCompleted ? null : _connecting;
        }
    }

    private static async Task CloseAsync(Task<ConnectionMultiplexer> connecting)
    {
        try
        {
            ConnectionMultiplexer late = await connecting.ConfigureAwait(false);
            await late.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (RedisFaults.IsFault(e))
        {
            // The connection was never established, so there is nothing to close.
        }
    }

    private async Task CheckFormatAsync(IDatabase database, CancellationToken cancellationToken)
    {
        string? found = await FormatAsync(database, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            await WaitAsync(db => db.StringSetAsync(_keys.Format, FormatVersion, when: When.NotExists), database, cancellationToken)
                .ConfigureAwait(false);
            found = await FormatAsync(database, cancellationToken).ConfigureAwait(false); // Another process may have written it first.
        }

        if (!int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version > FormatVersion)
        {
            throw Faults.Newer(found ?? "", FormatVersion);
        }

        if (version < FormatVersion)
        {
            throw Faults.Earlier(_keys.Prefix);
        }
    }

    private Task<RedisValue> FormatAsync(IDatabase database, CancellationToken cancellationToken) =>
        WaitAsync(db => db.StringGetAsync(_keys.Format), database, cancellationToken);

    private async Task<T> WaitAsync<T>(Func<IDatabase, Task<T>> command, IDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            return await command(database).WaitAsync(_timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (RedisFaults.IsFault(e))
        {
            throw Faults.Of(e);
        }
    }

    private void Attach(IConnectionMultiplexer multiplexer)
    {
        _multiplexer = multiplexer;
        multiplexer.ConnectionFailed += OnConnectionChanged;
        multiplexer.ConnectionRestored += OnConnectionChanged;
    }

    private void OnConnectionChanged(object? sender, ConnectionFailedEventArgs e) => Interlocked.Increment(ref _session);
}
