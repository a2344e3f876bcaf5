using System.IO.Pipelines;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Observes what only the features of a response can tell: a status that an error page replaces, the end of the body, a body that is
/// shorter than declared, and an abort by the application. It passes everything on, and gives out streams that belong to the server, so
/// that it can be used again.
/// </summary>
internal sealed class ResponseWatch(TimeProvider clock)
    : IHttpResponseFeature, IHttpResponseBodyFeature, IHttpRequestLifetimeFeature, IHttpResetFeature
{
    private readonly WrittenBytes _files = new();
    private IFeatureCollection _features = null!;
    private IHttpRequestFeature _request = null!;
    private IHttpResponseFeature _response = null!;
    private IHttpResponseBodyFeature? _body;
    private IHttpRequestLifetimeFeature? _lifetime;
    private IHttpResetFeature? _reset;
    private CountingStream? _stream;
    private CountingWriter? _writer;
    private bool? _isCounted;
    private bool _endsWithItsLength;
    private long _completedAt;
    private Func<object, Task>? _judge;
    private object? _judged;
    private bool _hasCallbacks;
    private CancellationToken _client;
    private CancellationToken _untimed;

    /// <summary>Gets or sets the task of the rest of the pipeline.</summary>
    public Task? Handling { get; set; }

    /// <summary>Gets or sets the exception that the rest of the pipeline threw synchronously.</summary>
    public Exception? Thrown { get; set; }

    /// <summary>Gets the exception with which the rest of the pipeline ended.</summary>
    public Exception? Failure => Thrown
        ?? (Handling is { IsFaulted: true } or { IsCanceled: true }
            ? Handling.Exception?.InnerException ?? new OperationCanceledException()
            : null);

    /// <summary>
    /// Gets a value indicating whether a middleware around this one limits the time of the request, by a token of its own.
    /// </summary>
    public bool IsTimed
    {
        get
        {
            // That token is a new one each time, unlike that of the server for its connection.
            if (_client != _untimed)
            {
                bool isTimed = _features.Find<IHttpRequestTimeoutFeature>() is not null;
                _untimed = isTimed ? default : _client;
                return isTimed;
            }

            return false;
        }
    }

    /// <summary>
    /// Gets the status of the failure that an error page replaced by a redirect, a success or a mistake of the caller, or 0.
    /// </summary>
    public int Replaced { get; private set; }

    /// <summary>
    /// Gets the time at which the application completed the response or sent the last of its declared bytes, or 0 if it left the end to the
    /// server.
    /// </summary>
    public long CompletedAt => _completedAt != 0 || !IsWhole ? _completedAt
        : Math.Max(_files.SentAt, Math.Max(_stream?.Bytes.SentAt ?? 0, _writer?.Bytes.SentAt ?? 0));

    /// <summary>Gets a value indicating whether nothing is missing of the response, although the application may still run.</summary>
    public bool IsComplete => _completedAt != 0 || IsWhole;

    /// <summary>Gets a value indicating whether the application aborted or reset a request that its client had not left.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>
    /// Gets whether the client had left when a middleware around this one put back the token that it had replaced: only then is it known
    /// whose end that token reported. <see langword="null"/> if none did.
    /// </summary>
    public bool? HadLeft { get; private set; }

    /// <summary>
    /// Gets a value indicating whether the application has written less than the length that it declared. The bytes are counted if it is
    /// declared when the body is first used.
    /// </summary>
    public bool IsShort => _isCounted != false
        && _response.Headers.ContentLength is { } length
        && length > _files.Written + (_stream?.Bytes.Written ?? 0) + (_writer?.Bytes.Written ?? 0);

    /// <summary>
    /// Gets a value indicating whether the declared length has been sent, so that a client of HTTP/1 has the whole response. From HTTP/2 on
    /// a client waits for the end of the stream.
    /// </summary>
    private bool IsWhole => _endsWithItsLength
        && _isCounted != false
        && _response.HasStarted
        && _response.Headers.ContentLength is { } length
        && length <= _files.Sent + (_stream?.Bytes.Sent ?? 0) + (_writer?.Bytes.Sent ?? 0);

    /// <summary>Gets a value indicating whether the connection becomes the application's own when the response starts.</summary>
    public bool IsUpgrade => _response.StatusCode == StatusCodes.Status101SwitchingProtocols
        || (HttpMethods.IsConnect(_request.Method)
            && _features.Find<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true });

    public int StatusCode
    {
        get => _response.StatusCode;
        set
        {
            if (_response.StatusCode is var status and >= 400 && (value < 400 ? IsErrorPage(value) : value < 500 && IsHidden(status)))
            {
                Replaced = status;
            }

            _response.StatusCode = value;
        }
    }

    public string? ReasonPhrase
    {
        get => _response.ReasonPhrase;
        set => _response.ReasonPhrase = value;
    }

    public IHeaderDictionary Headers
    {
        get => _response.Headers;
        set => _response.Headers = value;
    }

#pragma warning disable CS0618 // The interface still has it.
    public Stream Body
    {
        get
        {
            _isCounted = false;
            return _response.Body;
        }

        set => _response.Body = value;
    }
#pragma warning restore CS0618

    public bool HasStarted => _response.HasStarted;

    public Stream Stream => IsCounted ? _stream ??= CountingStream.Of(_body!.Stream, clock) : _body!.Stream;

    public PipeWriter Writer => IsCounted ? _writer ??= CountingWriter.Of(_body!.Writer, clock) : _body!.Writer;

    public CancellationToken RequestAborted
    {
        get => _lifetime!.RequestAborted;
        set
        {
            _lifetime!.RequestAborted = value;
            if (Handling is { IsCompleted: true } && value != _client)
            {
                HadLeft = value.IsCancellationRequested;
                _client = value;
            }
        }
    }

    /// <summary>Gets the token by which the server reports that the client left, or that of a middleware around this one.</summary>
    public CancellationToken Client => _client;

    private bool IsCounted => _isCounted ??= _response.Headers.ContentLength is not null;

    /// <summary>Begins with a request.</summary>
    /// <param name="features">The features of the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="response">The response as the middleware around this one shows it.</param>
    public void Attach(IFeatureCollection features, IHttpRequestFeature request, IHttpResponseFeature response)
    {
        (_features, _request, _response) = (features, request, response);
        _body = features.Find<IHttpResponseBodyFeature>();
        _lifetime = features.Find<IHttpRequestLifetimeFeature>();
        _client = _lifetime?.RequestAborted ?? default;
        (Replaced, _completedAt, IsAborted, HadLeft, Handling, Thrown) = (0, 0, false, null, null, null);
        (_stream, _writer, _isCounted, _judge, _judged, _hasCallbacks) = (null, null, null, null, null, false);
        _files.Begin(clock);
        string protocol = request.Protocol;
        _endsWithItsLength = !HttpProtocol.IsHttp2(protocol) && !HttpProtocol.IsHttp3(protocol);

        // Only a stream can be reset.
        _reset = _endsWithItsLength ? null : features.Find<IHttpResetFeature>();
        features.Replace<IHttpResponseFeature>(this);
        if (_body is not null)
        {
            features.Replace<IHttpResponseBodyFeature>(this);
        }

        if (_lifetime is not null)
        {
            features.Replace<IHttpRequestLifetimeFeature>(this);
        }

        if (_reset is not null)
        {
            features.Replace<IHttpResetFeature>(this);
        }
    }

    public void Detach(IFeatureCollection features)
    {
        features.Replace(_response);
        if (_body is not null)
        {
            features.Replace(_body);
        }

        if (_lifetime is not null)
        {
            features.Replace(_lifetime);
        }

        if (_reset is not null)
        {
            features.Replace(_reset);
        }
    }

    public void OnStarting(Func<object, Task> callback, object state) => _response.OnStarting(callback, state);

    public void OnCompleted(Func<object, Task> callback, object state)
    {
        _hasCallbacks = true;
        _response.OnCompleted(callback, state);
        if (_judge is { } judge)
        {
            _response.OnCompleted(judge, _judged!);
        }
    }

    /// <summary>
    /// Registers a callback that runs when the response is complete, before those of the application: servers call the last one first, so
    /// it is registered again after each one that the application adds, and not at all as long as there is none.
    /// </summary>
    public void OnCompletedFirst(Func<object, Task> callback, object state)
    {
        (_judge, _judged) = (callback, state);
        if (_hasCallbacks)
        {
            _response.OnCompleted(callback, state);
        }
    }

    public void DisableBuffering() => _body!.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => _body!.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        _isCounted = IsCounted && count is not null;
        _files.Write(count ?? 0);
        Task sending = _body!.SendFileAsync(path, offset, count, cancellationToken);
        return _isCounted == true ? SendAsync(sending, _files.Written, _files.Request) : sending;
    }

    public Task CompleteAsync()
    {
        Task completing = _body!.CompleteAsync();
        _completedAt = clock.GetTimestamp();
        return completing;
    }

    public void Abort()
    {
        ObserveAbort();
        _lifetime!.Abort();
    }

    public void Reset(int errorCode)
    {
        ObserveAbort();
        _reset!.Reset(errorCode);
    }

    /// <summary>
    /// The application may have replaced the token, for example by that of a timeout. The first token shows whether the client left.
    /// </summary>
    private void ObserveAbort() => IsAborted |= _completedAt == 0 && !_client.IsCancellationRequested;

    private async Task SendAsync(Task sending, long written, int request)
    {
        await sending.ConfigureAwait(false);
        _files.Send(written, request);
    }

    /// <summary>Returns whether a status-code page makes a mistake of the caller of a failure of the service.</summary>
    private bool IsHidden(int status) => status >= 500 && _features.Find<IStatusCodeReExecuteFeature>() is not null;

    private bool IsErrorPage(int status) =>
        _features.Find<IExceptionHandlerFeature>() is not null
        || _features.Find<IStatusCodeReExecuteFeature>() is not null
        || (status is >= 300 && _features.Find<IStatusCodePagesFeature>() is { Enabled: true });
}
