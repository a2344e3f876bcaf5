using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Remembers which endpoint failed when a status-code page executes the request again. The page clears the endpoint first, and removes its
/// feature when it ends, which is before the response starts if the page writes no body.
/// </summary>
internal sealed class EndpointWatch : IEndpointFeature
{
    private IFeatureCollection _features = null!;
    private IEndpointFeature? _inner;
    private Endpoint? _endpoint;

    /// <summary>Gets the first execution of a status-code page; <see langword="null"/> if there is none.</summary>
    public IStatusCodeReExecuteFeature? Page { get; private set; }

    public Endpoint? Endpoint
    {
        get => _endpoint;
        set
        {
            Page ??= _features.Get<IStatusCodeReExecuteFeature>();
            _endpoint = value;
        }
    }

    public void Attach(IFeatureCollection features)
    {
        _features = features;
        _inner = features.Get<IEndpointFeature>();
        _endpoint = _inner?.Endpoint;
        Page = null;
        features.Set<IEndpointFeature>(this);
    }

    /// <summary>Leaves the endpoint to the host, which still reads it for its own metrics.</summary>
    public void Detach()
    {
        _inner ??= _endpoint is null ? null : new Plain();
        if (_inner is not null)
        {
            _inner.Endpoint = _endpoint;
        }

        _features.Set(_inner);
        (_features, _inner, _endpoint, Page) = (null!, null, null, null);
    }

    /// <summary>The feature of a server that has none, as routing creates it.</summary>
    private sealed class Plain : IEndpointFeature
    {
        public Endpoint? Endpoint { get; set; }
    }
}
