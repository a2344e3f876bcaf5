using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// Proves that a form was loaded from this application by the user who sends it: the form holds what only who has the cookie can compute.
/// A page of another site can send a form, and neither read the cookie nor set one with this prefix.
/// </summary>
internal static class FormToken
{
    /// <summary>The name of the field.</summary>
    public const string Field = "token";

    private const int Size = 32;

    /// <summary>Returns the token for a form, and sets the cookie if there is none.</summary>
    public static string Of(HttpContext http)
    {
        byte[]? secret = Secret(http);
        if (secret is null)
        {
            secret = RandomNumberGenerator.GetBytes(Size);
            http.Response.Cookies.Append(Name(http), Convert.ToHexStringLower(secret), new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                Path = "/",
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            });
        }

        return Token(http, secret);
    }

    public static bool IsValid(HttpContext http, string token) => Secret(http) is { } secret
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token(http, secret)));

    /// <summary>A browser takes a cookie with this prefix only over TLS and from this host itself.</summary>
    private static string Name(HttpContext http) => http.Request.IsHttps ? "__Host-reliability-form" : "reliability-form";

    private static byte[]? Secret(HttpContext http)
    {
        string? text = http.Request.Cookies[Name(http)];
        return text is { Length: Size * 2 } && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
    }

    private static string Token(HttpContext http, byte[] secret) => Convert.ToHexStringLower(HMACSHA256.HashData(
        secret,
        Encoding.UTF8.GetBytes(
            http.User.Identity?.Name ?? http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.User.FindFirstValue("sub") ?? "")));
}
