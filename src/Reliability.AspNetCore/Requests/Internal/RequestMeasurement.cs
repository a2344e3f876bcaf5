using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The measurement of one request. Instances are pooled or belong to the features of a connection, so that a request does not allocate.
/// </summary>
/// <remarks>
/// Servers call the callbacks of a response in reverse order. The one of <see cref="TryBegin"/> therefore runs last, after the work of the
/// application in <c>OnCompleted</c> and the disposal of its services. If there is such work, the response is judged by a callback that is
/// registered when the response starts, and again after each later one of the application; the first one releases the instance, and judges
/// what is not judged. A handler that hangs ends never: a request whose client leaves before the response starts is therefore judged at
/// that moment, on the thread that reports it. The lock makes sure that each request is judged once, and that no judgement reads a request
/// that the server has already given to the next client. A middleware around this one can replace the token that reports the client, as
/// that of request timeouts does. Whether it was the client is known only when that middleware is over, and the request is judged then.
/// </remarks>
/// <param name="meter">The meter.</param>
/// <param name="clock">The clock.</param>
/// <param name="pool">The pool; <see langword="null"/> if the instance belongs to features that the server resets for each request, so
/// that it stays attached at the end of one, and the host can still read them.</param>
internal sealed class RequestMeasurement(RequestMeter meter, TimeProvider clock, ObjectPool<RequestMeasurement>? pool)
{
    private static readonly Func<object, Task> OnStart = static state => ((RequestMeasurement)state).Start();
    private static readonly Func<object, Task> OnEnd = static state => ((RequestMeasurement)state).End();
    private static readonly Func<object, Task> OnRelease = static state => ((RequestMeasurement)state).Release();
    private static readonly Action<object?> OnLeave = static state => ((RequestMeasurement)state!).Leave();

    private readonly Lock _judging = new();
    private readonly ResponseWatch _response = new(clock);
    private readonly EndpointWatch _endpoints = new();
    private readonly MetricsOptOut _optOut = new();
    private readonly BodyWatch _body = new(clock);
    private readonly GrpcWatch _grpc = new();
    private IFeatureCollection? _features;
    private IHttpRequestFeature _request = null!;
    private IHttpResponseFeature _server = null!;
    private RequestMeasurement? _outer;
    private Endpoint? _endpoint;
    private RequestRoute? _route;
    private CancellationTokenRegistration _leaving;
    private uint _requests;
    private long _startedAt;
    private long _answeredAt;
    private long _leftAt;
    private bool _leftWhileStopping;
    private bool _hasAnswered;
    private bool _leftFirst;
    private bool _isStream;
    private bool _startedAfterFailure;
    private bool _isJudged;
    private bool _isTokenReplaced;

    public RequestMeter Meter => meter;

    /// <summary>Gets a value indicating whether no request is being measured.</summary>
    public bool IsIdle => _features is null;

    /// <summary>
    /// Gets a value indicating whether the order of the middleware must be examined. It rarely differs between requests of a connection.
    /// </summary>
    public bool IsOrderUnknown => pool is not null || _requests % 64 == 0;

    public ResponseWatch Response => _response;

    /// <summary>Returns the measurement of a request by a meter, if the request is already measured.</summary>
    public static RequestMeasurement? Of(IFeatureCollection features, RequestMeter meter)
    {
        RequestMeasurement? measurement = features.Find<RequestMeasurement>();
        while (measurement is not null && measurement.Meter != meter)
        {
            measurement = measurement._outer;
        }

        return measurement;
    }

    /// <summary>Begins with a request, unless its response has started.</summary>
    public bool TryBegin(IFeatureCollection features)
    {
        IHttpResponseFeature server = features.Require<IHttpResponseFeature>();
        if (server.HasStarted)
        {
            pool?.Return(this);
            return false;
        }

        (_features, _request, _server) = (features, features.Require<IHttpRequestFeature>(), server);
        _requests++;
        server.OnStarting(OnStart, this);
        server.OnCompleted(OnRelease, this);
        if (pool is not null)
        {
            _outer = features.Find<RequestMeasurement>();
            features.Replace(this);
        }

        _response.Attach(features, _request, server);
        _endpoints.Attach(features, server);
        _optOut.Attach(features);
        _body.Attach(features, _request);
        _grpc.Attach(features, _request, server);
        _isTokenReplaced = meter.IsTokenReplaced || _response.IsTimed;
        _startedAt = clock.GetTimestamp();

        // The last step: the client can leave at any time.
        _leaving = _response.Client.UnsafeRegister(OnLeave, this);
        return true;
    }

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
        _hasAnswered = true;
        _startedAfterFailure = _response.Failure is not null;
        _endpoint = _endpoints.Failed;
        _isStream = IsStream();
        _response.OnCompletedFirst(OnEnd, this);
        if (IsGone)
        {
            // The application can answer before the callback has run that reports that the client left.
            NoteLeaving(clock.GetTimestamp());
        }

        _leftFirst = _leftAt != 0;
        _grpc.Answer();
        bool isUpgrade = _response.IsUpgrade;
        if (_isStream || isUpgrade || _body.IsWatching || Route.IsToFirstByte)
        {
            _answeredAt = clock.GetTimestamp();
            _body.Answer(_answeredAt);
        }

        if (_isJudged || IsPreflight)
        {
            return;
        }

        if (isUpgrade)
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
        if (!Volatile.Read(ref _isJudged))
        {
            JudgeOnce();
        }

        if (_response.HadLeft is not null)
        {
            meter.IsTokenReplaced = true;
        }

        // A callback that has run, or runs now, could still use this instance.
        bool isUnused = _leaving == default || _leaving.Unregister();
        IFeatureCollection features = Features;
        _body.Detach();
        if (pool is not null)
        {
            _endpoints.Detach();
            _optOut.Detach(features);
            _response.Detach(features);
            features.Replace(_outer);
        }

        if (isUnused)
        {
            Reset();
            pool?.Return(this);
        }
        else if (pool is null)
        {
            meter.OfConnections.Remove(features);
        }

        return Task.CompletedTask;
    }

    private void Reset()
    {
        (_features, _outer, _endpoint, _route, _response.Handling, _response.Thrown) = (null, null, null, null, null, null);
        (_startedAt, _answeredAt, _leftAt, _leaving) = (0, 0, 0, default);
        (_isStream, _startedAfterFailure, _isJudged, _leftWhileStopping) = (false, false, false, false);
        (_hasAnswered, _leftFirst) = (false, false);
    }

    /// <summary>Runs when the connection of the client ends, or when the application aborts it.</summary>
    private void Leave()
    {
        lock (_judging)
        {
            NoteLeaving(clock.GetTimestamp());
            if (!_hasAnswered && !_response.IsAborted && !_isTokenReplaced)
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
        if (!_hasAnswered)
        {
            _endpoint = _endpoints.Failed;
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
        if (!_grpc.IsCall || !HasLeft)
        {
            Record(_answeredAt, latency: false);
        }
    }

    /// <summary>Records the request in the objectives that it feeds: those of latency, the others, or both.</summary>
    private void Record(long end, bool latency = true, bool outcome = true, bool isAbandoned = false)
    {
        RequestRoute route = isAbandoned ? Route : meter.Missed(_endpoint, Status, _endpoints.MissedPath) ?? Route;
        if (route.Targets.Length == 0 || _optOut.IsLeftOut || (!isAbandoned && IsHealthCheck(route)))
        {
            return;
        }

        latency &= !IsLongPoll(route, isAbandoned);
        RequestResult result = isAbandoned ? AbandonedResultOf(route, end) : ResultOf(route, end, isOver: outcome);
        RequestExposures? exposures = RequestExposures.Find(Features);
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
        Features = Features,
        ToLastByte = Latency(end, _body.WaitedUntil(end)),
    };

    private RequestResult ResultOf(RequestRoute route, long end, bool isOver) => new()
    {
        Method = Request.Method,
        Path = route.IsTaken ? default : new PathString(Request.Path),
        Status = Status,
        GrpcStatus = _grpc.Result(Status, isOver),
        IsCut = IsCut,
        IsTaken = route.IsTaken,
        IsFallback = route.IsFallback,
        Features = Features,
        ToFirstByte = _answeredAt == 0 ? Latency(end, _body.WaitedUntil(end)) : Latency(_answeredAt, _body.WaitedForAnswer),
        ToLastByte = Latency(end, _body.WaitedUntil(end)),
    };

    /// <summary>Returns the time until an end without that in which the application waited for the body of the request.</summary>
    private TimeSpan Latency(long end, long waited) => clock.GetElapsedTime(Math.Min(_startedAt + waited, end), end);

    /// <summary>Gets the route of the endpoint, which does not change once the response has started.</summary>
    private RequestRoute Route => _route ?? FindRoute();

    private IFeatureCollection Features => _features!;

    /// <summary>Gets the request itself: <see cref="HttpContext.Request"/> has a cache that one thread at a time may use.</summary>
    private IHttpRequestFeature Request => _request;

    /// <summary>Gets whether the host stops. It then aborts what exceeds its timeout, which looks as if the client had left.</summary>
    private bool IsStopping => meter.Stopping.IsCancellationRequested;

    /// <summary>Gets the status. A server that has not answered an exception yet will do so with an error.</summary>
    private int Status
    {
        get
        {
            int status = _response.Replaced is > 0 and int replaced ? replaced : _server.StatusCode;
            return status < 400 && !_hasAnswered && _response.Failure is not null ? StatusCodes.Status500InternalServerError : status;
        }
    }

    /// <summary>Gets a value indicating whether the response had started before the application failed, and was cut.</summary>
    private bool IsCut => _isStream
        ? _response.Failure is { } end && !_startedAfterFailure && !IsEndOfConnection(end)
        : _response.IsAborted || IsShort || (_hasAnswered && !_startedAfterFailure && _response.Failure is not null && !IsComplete);

    /// <summary>Gets a value indicating whether the client had the whole response, whatever the application did afterwards.</summary>
    private bool IsComplete => _response.IsComplete && (_leftAt == 0 || _response.CompletedAt <= _leftAt);

    /// <summary>Gets a value indicating whether the body ended before its declared length, so that the server cuts the response.</summary>
    private bool IsShort => _hasAnswered
        && _response.IsShort
        && !HttpMethods.IsHead(Request.Method)
        && _server.StatusCode is >= 200 and not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified);

    /// <summary>Gets a value indicating whether the client left before it had an answer, or while the answer was sent.</summary>
    private bool HasLeft => IsGone && (
        !_hasAnswered
        || _leftFirst
        || (!_startedAfterFailure
            && (_response.Failure is { } end ? !IsComplete && IsEndOfConnection(end) : IsShort || _grpc.IsUnfinished)));

    /// <summary>Gets whether the client has left. The cancellation of a token is visible before its callbacks have run.</summary>
    private bool IsGone => !_response.IsAborted
        && _response.HadLeft != false
        && (_leftAt != 0 || _leaving.Token.IsCancellationRequested);

    /// <summary>Gets a value indicating whether a browser only asks which requests it may send.</summary>
    private bool IsPreflight => HttpMethods.IsOptions(Request.Method) && Request.Headers.AccessControlRequestMethod.Count > 0;

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

    private RequestRoute FindRoute()
    {
        RequestRoute route = meter.RouteOf(_endpoint, _endpoint is null ? null : DynamicMatch.OriginOf(Features, _endpoint));
        _route = _hasAnswered ? route : null;
        return route;
    }

    private bool IsStream() => Route.IsStreaming || GrpcWatch.Is(_server.Headers.ContentType, "text/event-stream");

    /// <summary>Returns whether the middleware of health checks answered, in the place of a route or of the fallback.</summary>
    private bool IsHealthCheck(RequestRoute route) =>
        (!route.IsTaken || route.IsFallback) && HealthCheckResponse.Is(_server.Headers);

    private bool IsLongPoll(RequestRoute route, bool isAbandoned) =>
        route.IsHub && HttpMethods.IsGet(Request.Method) && !_isStream && (isAbandoned || !_response.IsUpgrade);
}
