using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.ObjectPool;

namespace Reliability.AspNetCore.Internal;

/// <summary>The measurement of one request. Instances are pooled, so that a request does not allocate.</summary>
/// <remarks>
/// Servers call the callbacks of a response in reverse order. The one of <see cref="Begin"/> therefore runs last, after the work of the
/// application in <c>OnCompleted</c> and the disposal of its services. So the response is judged by a callback that is registered when the
/// response starts, and again after each later one of the application; the first one only returns the instance to the pool, and judges
/// what never started. A handler that hangs ends never: a request whose client leaves before the response starts is therefore judged at
/// that moment, on the thread that reports it. The lock makes sure that each request is judged once, and that no judgement reads a request
/// that the server has already given to the next client. A middleware around this one can replace the token that reports the client, as
/// that of request timeouts does. Whether it was the client is known only when that middleware is over, and the request is judged then.
/// </remarks>
internal sealed class RequestMeasurement(RequestMeter meter, TimeProvider clock, ObjectPool<RequestMeasurement> pool)
{
    private const string GrpcCancelled = "1";

    /// <summary>The status that a client of gRPC reports for a response without one.</summary>
    private const string GrpcUnknown = "2";

    private static readonly Func<object, Task> OnStart = static state => ((RequestMeasurement)state).Start();
    private static readonly Func<object, Task> OnEnd = static state => ((RequestMeasurement)state).End();
    private static readonly Func<object, Task> OnRelease = static state => ((RequestMeasurement)state).Release();
    private static readonly Action<object?> OnLeave = static state => ((RequestMeasurement)state!).Leave();

    private readonly Lock _judging = new();
    private readonly ResponseWatch _response = new(clock);
    private readonly EndpointWatch _endpoints = new();
    private readonly MetricsOptOut _optOut = new();
    private readonly BodyWatch _body = new(clock);
    private HttpContext _context = null!;
    private RequestMeasurement? _outer;
    private Endpoint? _endpoint;
    private IHeaderDictionary? _trailers;
    private CancellationTokenRegistration _leaving;
    private long _startedAt;
    private long _answeredAt;
    private long _leftAt;
    private bool _leftWhileStopping;
    private bool _isStream;
    private bool _startedAfterFailure;
    private bool _startedAsGrpcWeb;
    private bool _isJudged;
    private bool _isTokenReplaced;

    public RequestMeter Meter => meter;

    /// <summary>Gets or sets the task of the rest of the pipeline.</summary>
    public Task? Handling
    {
        get => _response.Handling;
        set => _response.Handling = value;
    }

    /// <summary>Gets or sets the exception that the rest of the pipeline threw synchronously.</summary>
    public Exception? Thrown { get; set; }

    /// <summary>Returns the measurement of a request by a meter, if the request is already measured.</summary>
    public static RequestMeasurement? Of(HttpContext context, RequestMeter meter)
    {
        RequestMeasurement? measurement = context.Features.Get<RequestMeasurement>();
        while (measurement is not null && measurement.Meter != meter)
        {
            measurement = measurement._outer;
        }

        return measurement;
    }

    public void Begin(HttpContext context)
    {
        _context = context;
        _endpoint = context.GetEndpoint();
        _outer = context.Features.Get<RequestMeasurement>();
        context.Features.Set(this);
        context.Response.OnStarting(OnStart, this);
        context.Response.OnCompleted(OnRelease, this);
        _response.Attach(context.Features);
        _endpoints.Attach(context.Features);
        _optOut.Attach(context.Features);
        _body.Attach(context.Features);
        _isTokenReplaced = meter.IsTokenReplaced || context.Features.Get<IHttpRequestTimeoutFeature>() is not null;
        _startedAt = clock.GetTimestamp();

        // The last step: the client can leave at any time.
        _leaving = context.RequestAborted.UnsafeRegister(OnLeave, this);
    }

    /// <summary>The error pages of an application handle the request again; it stays the request of the route that failed.</summary>
    private Endpoint? FindEndpoint() => _endpoint
        ?? (_endpoints.Page is { } page ? page.Endpoint
            : _context.Features.Get<IExceptionHandlerFeature>() is { } handler ? handler.Endpoint
            : _context.GetEndpoint());

    private Task Start()
    {
        lock (_judging)
        {
            Answer();
        }

        return Task.CompletedTask;
    }

    private void Answer()
    {
        _answeredAt = clock.GetTimestamp();
        _body.Answer(_answeredAt);
        if (IsGone)
        {
            // The application can answer before the callback has run that reports that the client left.
            NoteLeaving(_answeredAt);
        }

        _startedAfterFailure = Failure is not null;
        _endpoint = FindEndpoint();
        _response.OnCompletedFirst(OnEnd, this);
        if (IsGrpc)
        {
            // The middleware of gRPC-Web replaces the trailers while it handles the request.
            _trailers = _context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        }

        _startedAsGrpcWeb = IsGrpcWeb;
        _isStream = IsStream();
        if (_isJudged || IsPreflight)
        {
            return;
        }

        if (IsUpgrade())
        {
            // From now on the connection is the application's own: what happens on it is no response.
            Record(_answeredAt);
            _isJudged = true;
        }
        else if (_isStream)
        {
            // How long a stream lives is not a latency.
            Record(_answeredAt, outcome: false);
        }
    }

    private Task End()
    {
        JudgeOnce();
        return Task.CompletedTask;
    }

    private Task Release()
    {
        JudgeOnce();

        // A callback that has run, or runs now, could still use this instance.
        meter.IsTokenReplaced |= _response.HadLeft is not null;
        bool isUnused = _leaving == default || _leaving.Unregister();
        _endpoints.Detach();
        _optOut.Detach(_context.Features);
        _body.Detach();
        _response.Detach(_context.Features);
        _context.Features.Set(_outer);
        if (isUnused)
        {
            Reset();
            pool.Return(this);
        }

        return Task.CompletedTask;
    }

    private void Reset()
    {
        (_context, _outer, _endpoint, _trailers, Handling, Thrown) = (null!, null, null, null, null, null);
        (_startedAt, _answeredAt, _leftAt, _leaving) = (0, 0, 0, default);
        (_isStream, _startedAfterFailure, _startedAsGrpcWeb, _isJudged, _leftWhileStopping) = (false, false, false, false, false);
    }

    /// <summary>Runs when the connection of the client ends, or when the application aborts it.</summary>
    private void Leave()
    {
        lock (_judging)
        {
            NoteLeaving(clock.GetTimestamp());
            if (_answeredAt == 0 && !_response.IsAborted && !_isTokenReplaced)
            {
                JudgeOnce();
            }
        }
    }

    private void NoteLeaving(long now) =>
        (_leftAt, _leftWhileStopping) = _leftAt == 0 ? (now, IsStopping) : (_leftAt, _leftWhileStopping);

    private void JudgeOnce()
    {
        lock (_judging)
        {
            if (!_isJudged && !IsPreflight)
            {
                Judge();
            }

            _isJudged = true;
        }
    }

    private void Judge()
    {
        if (_answeredAt == 0)
        {
            _endpoint = FindEndpoint();
        }

        if (_isStream)
        {
            JudgeStream();
        }
        else if (HasLeft)
        {
            Record(_leftAt != 0 ? _leftAt : clock.GetTimestamp(), isAbandoned: true);
        }
        else
        {
            Record(_response.CompletedAt is > 0 and var completed ? completed : clock.GetTimestamp());
        }
    }

    /// <summary>Its latency is recorded already. The call of a client that has enough of a stream is cancelled, and not counted.</summary>
    private void JudgeStream()
    {
        if (!IsGrpc || !HasLeft)
        {
            Record(_answeredAt, latency: false);
        }
    }

    /// <summary>Records the request in the objectives that it feeds: those of latency, the others, or both.</summary>
    private void Record(long end, bool latency = true, bool outcome = true, bool isAbandoned = false)
    {
        RequestRoute route = Route;
        if (route.Targets.Length == 0 || _optOut.IsLeftOut || (!isAbandoned && IsHealthCheck(route)))
        {
            return;
        }

        latency &= !IsLongPoll(route, isAbandoned);
        RequestResult result = isAbandoned ? AbandonedResultOf(route, end) : ResultOf(route, end, isOver: outcome);
        RequestExposures? exposures = _context.Features.Get<RequestExposures>();
        foreach (RequestTarget target in route.Targets)
        {
            if ((target.MeasuresLatency ? latency : outcome) && target.Record(in result) is { } good)
            {
                exposures?.Count(target.Slo, good);
            }
        }
    }

    /// <summary>Does not read the response: the application may still be writing it.</summary>
    private RequestResult AbandonedResultOf(RequestRoute route, long end) => new()
    {
        Method = Request.Method,
        Path = new PathString(Request.Path),
        Status = StatusCodes.Status499ClientClosedRequest,
        IsAbandoned = true,
        IsCut = _leftAt == 0 ? IsStopping : _leftWhileStopping,
        IsTaken = route.IsTaken,
        ToLastByte = Latency(end, _body.WaitedUntil(end)),
    };

    private RequestResult ResultOf(RequestRoute route, long end, bool isOver) => new()
    {
        Method = Request.Method,
        Path = new PathString(Request.Path),
        Status = Status,
        GrpcStatus = GrpcStatus() ?? (isOver && NeedsGrpcStatus && Status < StatusCodes.Status300MultipleChoices ? GrpcUnknown : null),
        IsCut = IsCut,
        IsTaken = route.IsTaken,
        IsFallback = route.IsFallback,
        ToFirstByte = _answeredAt == 0 ? Latency(end, _body.WaitedUntil(end)) : Latency(_answeredAt, _body.WaitedForAnswer),
        ToLastByte = Latency(end, _body.WaitedUntil(end)),
    };

    /// <summary>Returns the time until an end without that in which the application waited for the body of the request.</summary>
    private TimeSpan Latency(long end, long waited) => clock.GetElapsedTime(Math.Min(_startedAt + waited, end), end);

    private RequestRoute Route =>
        meter.RouteOf(_endpoint, _endpoint is null ? null : DynamicMatch.OriginOf(_context.Features, _endpoint));

    /// <summary>Gets the request itself: <see cref="HttpContext.Request"/> has a cache that one thread at a time may use.</summary>
    private IHttpRequestFeature Request => _context.Features.GetRequiredFeature<IHttpRequestFeature>();

    /// <summary>
    /// Gets a value indicating whether the host stops. It then aborts what exceeds its timeout, which looks as if the client had left.
    /// </summary>
    private bool IsStopping => meter.Stopping.IsCancellationRequested;

    private Exception? Failure => Thrown
        ?? (Handling is { IsFaulted: true } or { IsCanceled: true }
            ? Handling.Exception?.InnerException ?? new OperationCanceledException()
            : null);

    /// <summary>Gets the status. A server that has not answered an exception yet will do so with an error.</summary>
    private int Status
    {
        get
        {
            int status = _response.Replaced is > 0 and int replaced ? replaced : _context.Response.StatusCode;
            return status < 400 && _answeredAt == 0 && Failure is not null ? StatusCodes.Status500InternalServerError : status;
        }
    }

    /// <summary>Gets a value indicating whether the response had started before the application failed, and was cut.</summary>
    private bool IsCut => _isStream
        ? Failure is { } end && !_startedAfterFailure && !IsEndOfConnection(end)
        : _response.IsAborted || IsShort || (_answeredAt != 0 && !_startedAfterFailure && Failure is not null && !IsComplete);

    /// <summary>Gets a value indicating whether the client had the whole response, whatever the application did afterwards.</summary>
    private bool IsComplete => _response.IsComplete && (_leftAt == 0 || _response.CompletedAt <= _leftAt);

    /// <summary>Gets a value indicating whether the body ended before its declared length, so that the server cuts the response.</summary>
    private bool IsShort => _answeredAt != 0
        && !HttpMethods.IsHead(Request.Method)
        && _context.Response.StatusCode is >= 200 and not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        && _response.IsShort;

    /// <summary>Gets a value indicating whether the client left before it had an answer, or while the answer was sent.</summary>
    private bool HasLeft => IsGone && (
        _answeredAt == 0
        || (_leftAt != 0 && _leftAt <= _answeredAt)
        || (!_startedAfterFailure && (Failure is { } end ? !IsComplete && IsEndOfConnection(end) : IsShort || IsUnfinishedCall)));

    /// <summary>
    /// Gets a value indicating whether the client has left. The cancellation of a token is visible before its callbacks have run.
    /// </summary>
    private bool IsGone => !_response.IsAborted
        && _response.HadLeft != false
        && (_leftAt != 0 || _leaving.Token.IsCancellationRequested);

    /// <summary>Gets a value indicating whether a browser only asks which requests it may send.</summary>
    private bool IsPreflight =>
        HttpMethods.IsOptions(Request.Method) && Request.Headers.AccessControlRequestMethod.Count > 0;

    /// <summary>Gets a value indicating whether a call of gRPC ended without a status, or was cancelled.</summary>
    private bool IsUnfinishedCall => IsGrpc && GrpcStatus() is { } status ? status == GrpcCancelled : NeedsGrpcStatus;

    private bool IsGrpc => _context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// Gets a value indicating whether the headers or trailers of the response have to tell a gRPC status. The status of gRPC-Web is in the
    /// body; only the middleware of gRPC-Web, which makes it a request of gRPC, shows it.
    /// </summary>
    private bool NeedsGrpcStatus => IsGrpc && !(_answeredAt == 0 ? IsGrpcWeb : _startedAsGrpcWeb);

    private bool IsGrpcWeb => _context.Request.ContentType?.StartsWith("application/grpc-web", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Returns whether the application failed because its client left, and not because a connection of its own broke.</summary>
    /// <remarks>
    /// The server throws the first two on the connection of the client, which it can do before it reports that the client left.
    /// </remarks>
    private bool IsEndOfConnection(Exception failure) => failure switch
    {
        ConnectionResetException or ConnectionAbortedException => true,
        OperationCanceledException or IOException => IsGone,
        _ => false,
    };

    private bool IsStream() =>
        Route.IsStreaming
        || (_context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Returns whether the middleware of health checks answered, in the place of a route or of the fallback.</summary>
    private bool IsHealthCheck(RequestRoute route) =>
        (!route.IsTaken || route.IsFallback) && HealthCheckResponse.Is(_context.Response.Headers);

    private bool IsLongPoll(RequestRoute route, bool isAbandoned) =>
        route.IsHub && HttpMethods.IsGet(Request.Method) && !_isStream && (isAbandoned || !IsUpgrade());

    private bool IsUpgrade() =>
        _context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols
        || (HttpMethods.IsConnect(_context.Request.Method)
            && _context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true });

    /// <summary>
    /// Returns the status of a gRPC call: from the trailers, or from the headers of a response that consists of headers only.
    /// </summary>
    private string? GrpcStatus() => !IsGrpc ? null
        : (_trailers ?? _context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers)?
            .TryGetValue("grpc-status", out var trailer) == true
            ? trailer.ToString()
        : _context.Response.Headers.TryGetValue("grpc-status", out var header) ? header.ToString()
        : null;
}
