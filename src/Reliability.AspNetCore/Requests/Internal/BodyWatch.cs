using Microsoft.AspNetCore.Http.Features;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Measures how long an application waited for its client to send the body of the request: that time is not the service's. A request
/// without a body costs nothing.
/// </summary>
#pragma warning disable CA1001 // The stream is the server's, and what stands around it holds nothing to dispose.
internal sealed class BodyWatch(TimeProvider clock)
#pragma warning restore CA1001
{
    private IHttpRequestFeature? _request;
    private Stream? _inner;
    private WaitingStream? _body;

    /// <summary>Gets a value indicating whether the request has a body.</summary>
    public bool IsWatching => _body is not null;

    /// <summary>Gets how long the application had waited when the response started, in ticks of the clock.</summary>
    public long WaitedForAnswer { get; private set; }

    public void Attach(IFeatureCollection features, IHttpRequestFeature request)
    {
        WaitedForAnswer = 0;
        if (features.Find<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return;
        }

        // A server reads its pipe from the stream if it is not its own.
        _request = request;
        _inner = _request.Body;
        _request.Body = _body = new WaitingStream(_inner, clock);
    }

    public void Detach()
    {
        if (_request is not null && ReferenceEquals(_request.Body, _body))
        {
            _request.Body = _inner!;
        }

        (_request, _inner, _body) = (null, null, null);
    }

    /// <summary>Notes that the response starts.</summary>
    public void Answer(long now) => WaitedForAnswer = WaitedUntil(now);

    /// <summary>Returns how much of the time until now the application has waited, in ticks of the clock.</summary>
    public long WaitedUntil(long now) => _body?.WaitedUntil(now) ?? 0;
}
