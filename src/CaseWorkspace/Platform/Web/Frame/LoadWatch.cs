using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>
/// The one script that stands in the page itself. Where a node ends after it has sent a page and before it has sent the page's scripts
/// and style sheets, nothing else is there that could load the page again. It does so five times at most, later and later, and then says
/// what is wrong in the element <see cref="Incomplete"/>. The content policy allows this text alone, by its hash.
/// </summary>
public static class LoadWatch
{
    /// <summary>The id of the element that says that parts of the page did not come; it is hidden until then.</summary>
    public const string Incomplete = "cw-incomplete";

    private static readonly string Text =
        $$"""
        (() => {
          const place = 'cw-load-tries';
          let missed = false;
          const ask = () => fetch('/session', { cache: 'no-store', redirect: 'manual' })
            .then(answer => answer.status === 204 || answer.status === 401 ? location.reload() : later(2000), () => later(2000));
          const later = pause => setTimeout(ask, pause * (0.5 + Math.random()));
          const watch = event => {
            const part = event.target;
            const address = part instanceof HTMLScriptElement ? part.src : part instanceof HTMLLinkElement && part.rel === 'stylesheet' ? part.href : '';
            if (missed || !address.startsWith(location.origin + '/')) {
              return;
            }
            missed = true;
            const tries = Number(sessionStorage.getItem(place)) + 1;
            sessionStorage.setItem(place, tries);
            if (tries > 5) {
              sessionStorage.removeItem(place);
              addEventListener('load', () => document.getElementById('{{Incomplete}}').removeAttribute('hidden'));
            } else {
              later(500 * 2 ** tries);
            }
          };
          addEventListener('error', watch, true);
          addEventListener('load', () => {
            removeEventListener('error', watch, true);
            if (!missed) {
              sessionStorage.removeItem(place);
            }
          });
        })();
        """.ReplaceLineEndings("\n");

    /// <summary>The text, for a script element before all others.</summary>
    public static MarkupString Script => new(Text);

    /// <summary>SHA-256 of the text in base64, as a content policy names it (CSP Level 3, 6.7.3.3).</summary>
    public static string Sha256 { get; } = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
