namespace Reliability.AspNetCore.Internal;

/// <summary>Says what a wrong order of middleware causes.</summary>
internal static class WrongOrder
{
    public static string StartedResponse =>
        "A middleware before app.UseReliability() starts responses, for example by Response.StartAsync(). Their requests are not counted.";

    public static string Endpoints =>
        "app.UseEndpoints(...) is called before app.UseReliability(), so that its routes answer requests that are not counted.";

    /// <param name="earlier">The name of the method that adds the middleware.</param>
    public static string Middleware(string earlier) =>
        $"app.{earlier}(...) is called before app.UseReliability(). Requests still count once, but UseReliability() does not see the work "
        + "of middleware before it.";
}
