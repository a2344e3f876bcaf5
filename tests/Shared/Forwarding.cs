using System.Reflection;
using NSubstitute;
using NSubstitute.Core;

namespace Reliability.Tests.Shared;

/// <summary>
/// A substitute in front of the real thing: what a test does not configure goes through, and NSubstitute knows what was received.
/// </summary>
internal static class Forwarding
{
    public static T To<T>(T inner)
        where T : class => To<T>(() => inner);

    /// <summary>In front of what the function gives at each call: a test may put another in its place.</summary>
    public static T To<T>(Func<T> inner)
        where T : class
    {
        T substitute = Substitute.For<T>();
        SubstitutionContext.Current.GetCallRouterFor(substitute).RegisterCustomCallHandlerFactory(_ => new Handler(inner));
        return substitute;
    }

    private sealed class Handler(Func<object> inner) : ICallHandler
    {
        public RouteAction Handle(ICall call) => RouteAction.Return(
            call.GetMethodInfo().Invoke(inner(), BindingFlags.DoNotWrapExceptions, binder: null, call.GetArguments(), culture: null));
    }
}
