using Microsoft.AspNetCore.Mvc;

namespace Reliability.AspNetCore.Tests;

/// <summary>A controller that conventional routes find.</summary>
public sealed class BasketController : ControllerBase
{
    public IActionResult Details(int id) => StatusCode(id);

    public IActionResult Index() => Ok();

    public IActionResult Fallback(int status = 404) => StatusCode(status);
}
