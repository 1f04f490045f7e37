;;; Drives Emacs with eglot as a person would, without a screen, and says what it sees as one JSON document:  -*- lexical-binding: t -*-
;;;     emacs -Q --batch -l test/editors/emacs.el PROGRAM FOLDER
(require 'eglot)
(require 'json)

(defvar seen nil)
(defvar program (pop command-line-args-left))
(defvar folder (file-name-as-directory (pop command-line-args-left)))

(defun finish (&optional problem)
  (when problem (push (cons 'problem problem) seen))
  (princ (concat (json-encode seen) "\n"))
  (kill-emacs 0))

(defun wait-for (what condition)
  "The value of CONDITION once it has one; gives up after a minute."
  (let ((until (+ (float-time) 60)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) until))
      (accept-process-output nil 0.05))
    (or value (finish (concat "nothing came of: " what)))))

;; The set-up of docs/editors/others.md, for a mode that Emacs brings along.
(define-derived-mode yaml-mode text-mode "YAML")
(add-to-list 'auto-mode-alist '("\\.ya?ml\\'" . yaml-mode))
(add-to-list 'eglot-server-programs `((yaml-mode yaml-ts-mode) . ("node" ,program "lsp" "--stdio")))

(setq project-find-functions (list (lambda (_) (cons 'transient folder)))
      eglot-sync-connect 60
      eglot-confirm-server-edits nil
      make-backup-files nil)

(defun visit (path)
  (find-file (concat folder path))
  (unless (eglot-current-server) (apply #'eglot (eglot--guess-contact)))
  (wait-for "the server" #'eglot-current-server))

(defun go-to (words)
  (goto-char (point-min))
  (search-forward words)
  (backward-char))

(defun ask (method params)
  (jsonrpc-request (eglot-current-server) method params :timeout 60))

(defun codes ()
  (mapcar (lambda (one) (plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data one)) :code))
          (flymake-diagnostics)))

(defun here (code)
  (seq-find (lambda (one) (equal code (plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data one)) :code)))
            (flymake-diagnostics)))

(defun drive ()
  ;; Diagnostics.
  (visit ".github/workflows/release.yml")
  (wait-for "diagnostics" (lambda () (flymake-start) (here "broad-token-permissions")))
  (push (cons 'diagnostics (vconcat (codes))) seen)
  ;; A quick-fix, the first of the list.
  (let* ((diagnostic (here "broad-token-permissions"))
         (before (buffer-string))
         (actions (eglot-code-actions (flymake-diagnostic-beg diagnostic) (flymake-diagnostic-end diagnostic) "quickfix")))
    (eglot-execute (eglot-current-server) (aref (vconcat actions) 0))
    (wait-for "an action that changes the text" (lambda () (not (equal before (buffer-string)))))
    (push (cons 'fixed "broad-token-permissions") seen)
    (push (cons 'after (string-trim-right (buffer-string))) seen)
    (save-buffer))
  ;; A job that takes a role which another file defines. The first answer may come before the other files are read.
  (visit ".github/workflows/cloud.yml")
  (go-to "arn:aws:iam::111122223333:role/shop-artifacts")
  (wait-for "a hover that knows the role"
            (lambda ()
              (let ((hover (plist-get (plist-get (ask :textDocument/hover (eglot--TextDocumentPositionParams)) :contents) :value)))
                (when (and hover (string-search "s3:PutObject" hover))
                  (push (cons 'hover hover) seen)))))
  (xref-find-definitions "LSP identifier at point.")
  (push (cons 'definition (file-relative-name (buffer-file-name) folder)) seen)
  (push (cons 'definitionLine (string-trim (thing-at-point 'line t))) seen)
  (finish))

(condition-case failure
    (drive)
  (error (finish (format "%S" failure))))
