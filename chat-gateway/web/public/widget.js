// Shows the help page in a frame on another site: <script src="https://line.example/widget.js"
// defer></script>. Optional: data-label, data-leave-to, data-city on the script element.
// It loads nothing else, sets no cookie and says nothing to the site around it.
(() => {
  'use strict';
  const script = document.currentScript;
  if (!script || document.getElementById('nuanxian-widget')) return;
  const origin = new URL(script.src).origin;
  const english = !/^zh/i.test(document.documentElement.lang || 'zh');
  const label = script.dataset.label || (english ? 'Talk to somebody' : '找人聊聊');
  const neutral = script.dataset.leaveTo || 'https://www.baidu.com/';
  const page = new URL('/', origin);
  if (script.dataset.city) page.searchParams.set('city', script.dataset.city);

  const host = document.createElement('div');
  host.id = 'nuanxian-widget';
  const root = host.attachShadow({ mode: 'open' });
  const put = (element, style) => Object.assign(element.style, style);
  const button = (text, style) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    put(made, {
      font: '600 16px/1.4 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif',
      minHeight: '44px',
      minWidth: '44px',
      padding: '8px 16px',
      borderRadius: '12px',
      border: '2px solid #8a4f12',
      background: '#8a4f12',
      color: '#ffffff',
      cursor: 'pointer',
      ...style,
    });
    return made;
  };

  put(host, { position: 'fixed', right: '0', bottom: '0', zIndex: '2147483647', colorScheme: 'light' });
  const opener = button(label, { margin: '16px', boxShadow: '0 2px 12px rgba(0,0,0,.25)' });
  const panel = document.createElement('div');
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', label);
  const bar = document.createElement('div');
  const fold = button(english ? 'Fold' : '收起', { background: '#ffffff', color: '#2a2521', borderColor: '#8f857a' });
  const exit = button(english ? 'Leave' : '离开', { background: '#ffffff', color: '#2a2521', borderColor: '#2a2521' });
  put(bar, { display: 'flex', justifyContent: 'space-between', padding: '8px', background: '#faf7f2' });
  bar.append(fold, exit);
  put(panel, {
    display: 'none',
    flexDirection: 'column',
    position: 'fixed',
    right: '0',
    bottom: '0',
    width: 'min(100vw, 420px)',
    height: 'min(100%, 760px)',
    background: '#faf7f2',
    boxShadow: '0 2px 24px rgba(0,0,0,.35)',
  });
  panel.append(bar);
  root.append(opener, panel);

  let frame;
  const show = () => {
    if (!frame) {
      frame = document.createElement('iframe');
      frame.src = page.href;
      frame.title = label;
      frame.referrerPolicy = 'no-referrer';
      put(frame, { flex: '1', width: '100%', border: '0' });
      panel.append(frame);
    }
    put(panel, { display: 'flex' });
    put(opener, { display: 'none' });
    frame.focus();
  };
  const hide = () => {
    put(panel, { display: 'none' });
    put(opener, { display: '' });
    opener.focus();
  };

  // Blank at once, the frame told, this site replaced by the neutral page.
  let left = false;
  const away = (target) => {
    left = true;
    document.documentElement.style.setProperty('visibility', 'hidden', 'important');
    document.title = '';
    location.replace(target);
  };
  const leave = () => {
    frame?.contentWindow?.postMessage({ nuanxian: 'leave' }, origin);
    away(neutral);
  };

  opener.addEventListener('click', show);
  fold.addEventListener('click', hide);
  exit.addEventListener('click', leave);
  let lastEscape = -Infinity;
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.repeat || panel.style.display === 'none') return;
    if (event.timeStamp - lastEscape < 1500) leave();
    lastEscape = event.timeStamp;
  });
  addEventListener('message', (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== origin) return;
    const said = event.data;
    if (said?.nuanxian !== 'left') return;
    const target = script.dataset.leaveTo || said.target;
    away(/^https?:\/\//.test(target) ? target : neutral);
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted && left) location.replace(neutral);
  });

  if (document.body) document.body.append(host);
  else addEventListener('DOMContentLoaded', () => document.body.append(host));
})();
